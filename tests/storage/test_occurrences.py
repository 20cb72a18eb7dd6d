from tests.storage.town import *


async def test_a(town: Town) -> None:
    i = await town.item(I_1)
    print(i)


async def test_b(bare: Town) -> None:
    pass
