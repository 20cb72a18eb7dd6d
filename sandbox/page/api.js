// Talking to the town. Every failure becomes an Error whose message can be shown to a person as it stands.

export const post = (path, body, options) => ask(path, { method: "POST", body: JSON.stringify(body ?? {}), ...options });
export const get = (path, options) => ask(path, options);

async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error("Không kết nối được với thị trấn. Trang sẽ tự thử lại.");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error || "Thị trấn không làm được việc này. Vui lòng thử lại.");
  return answer;
}

// Ask again and again; after a failure wait a little longer each time, so that a restart of the town is survived quietly.
export async function forever(turn) {
  let pause = 500;
  for (;;) {
    try {
      await turn();
      pause = 500;
      document.body.classList.remove("offline");
    } catch {
      document.body.classList.add("offline");
      await new Promise((done) => setTimeout(done, pause));
      pause = Math.min(pause * 2, 5000);
    }
  }
}
