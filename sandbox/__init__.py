"""A town for the bot to play in: Telegram's Bot API over HTTP, people who chat, and a clock that can be moved.

The service talks to it as to api.telegram.org and notices no difference: that is why it is strict where Telegram is strict
and why it imports nothing of the service. `python -m sandbox` starts it; `README.md` beside this file lists every address.
"""
