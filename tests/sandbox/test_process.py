"""The town as a program: it says when it is ready, stops at once, and resumes from its journal."""

import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def start(port: int, state: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "sandbox", "--port", str(port), "--token", "1:t", "--state", str(state)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline().startswith(f"sandbox ready on http://127.0.0.1:{port}/ at 2024-01-2")
    return process


def test_it_stops_at_once_under_an_open_poll_and_remembers(tmp_path: Path) -> None:
    port, state = free_port(), tmp_path / "town.jsonl"
    url = f"http://127.0.0.1:{port}"
    process = start(port, state)
    with httpx.Client(base_url=url, timeout=10) as client:
        client.post("/town/people", json={"id": 42, "name": "Lan", "started": True})
        client.post("/town/people/42/says", json={"text": "xong"})
        client.post("/town/forward", json={"by": "1d", "wait": False})
        client.post("/bot1:t/setMyCommands", json={"commands": [{"command": "viec", "description": "Việc"}]})
        sent = client.post("/bot1:t/sendDocument", data={"chat_id": 42}, files={"document": ("a.txt", b"x")}).json()
        keys = {"keyboard": [["Có"]]}
        client.post("/bot1:t/sendMessage", json={"chat_id": 42, "text": "Có không?", "reply_markup": keys})
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()
    with state.open("a", encoding="utf-8") as torn:
        torn.write('["message", {"chat_id": 4')
    process = start(port, state)
    poll = subprocess.Popen(
        [sys.executable, "-c", f"import httpx; httpx.get('{url}/town/clock?after=999&wait=50', timeout=60)"],
    )
    with httpx.Client(base_url=url, timeout=10) as client:
        chat = client.get("/town/people/42/chat").json()
        assert [m["text"] for m in chat["messages"]] == ["xong", "", "Có không?"]
        assert chat["keyboard"] == [[{"text": "Có", "request_contact": False}]]
        assert chat["commands"] == [{"command": "viec", "description": "Việc"}]
        assert client.get("/town/clock").json()["now"] == "2024-01-26T07:55:00+07:00"
        file_id = sent["result"]["document"]["file_id"]
        assert client.get("/bot1:t/getFile", params={"file_id": file_id}).json()["result"]["file_size"] == 1
        (update,) = client.get("/bot1:t/getUpdates").json()["result"]
        client.get("/bot1:t/getUpdates", params={"offset": update["update_id"] + 1})
        time.sleep(0.5)
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(5) == 0
        assert time.monotonic() - began < 1.5
    poll.wait(5)
    assert process.stdout is not None
    process.stdout.close()
    kept = [json.loads(line) for line in state.read_text(encoding="utf-8").splitlines()]
    assert ["confirmed", update["update_id"] + 1] in kept
