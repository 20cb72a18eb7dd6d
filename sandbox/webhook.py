"""The webhook's postman: one update at a time, in order, any 2xx confirms, everything else is tried again with backoff."""

import asyncio

import httpx

from sandbox.bell import heard
from sandbox.town import Town

_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 30.0


async def deliver(town: Town) -> None:
    """Run until the town stops; does nothing while no webhook is set."""
    pause = _FIRST_PAUSE
    async with httpx.AsyncClient(timeout=30.0) as client:
        while not town.stopping.is_set():
            changed, coming = town.webhook_changed.listen(), town.updates.bell.listen()
            if not town.webhook["url"]:
                await heard(changed, 3600)
            elif not town.updates.waiting:
                await _either(changed, coming)
            elif await _posted(town, client):
                pause = _FIRST_PAUSE
            else:
                await heard(changed, pause)
                pause = min(pause * 2, _LONGEST_PAUSE)


async def _either(*events: asyncio.Event) -> None:
    tasks = [asyncio.create_task(event.wait()) for event in events]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()


async def _posted(town: Town, client: httpx.AsyncClient) -> bool:
    update, hook = town.updates.waiting[0].update, town.webhook
    headers = {"X-Telegram-Bot-Api-Secret-Token": hook["secret"]} if hook.get("secret") else {}
    try:
        response = await client.post(hook["url"], json=update, headers=headers)
        problem = (
            "" if response.is_success else f"Wrong response from the webhook: {response.status_code} {response.reason_phrase}"
        )
    except httpx.HTTPError as error:
        problem = f"Connection failed: {type(error).__name__}"
    if problem:
        hook["last_error_date"], hook["last_error_message"] = town.unix(), problem
        return False
    town.updates.confirm(update["update_id"] + 1)
    return True
