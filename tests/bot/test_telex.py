"""Telex and VNI leftovers are what they were meant to be; what is a word already is left alone."""

import pytest

from bot.understanding.telex import decoded, decoded_vni

TELEX = """
ddax đã, roofi rồi, chuaw chưa, chuwa chưa, hoanf hoàn, thanfh thành, thanhf thành, nhaanj nhận, nuawx nữa, viecj việc,
khoong không, quyeets quyết, gaanf gần
"""
VNI = "d9a4 đã, ro62i rồi, chu7a chưa, la2m làm, nha65n nhận"
WORDS = "xong trong trinh this are done for progress report is chua roi đã 12 ok"
NO_VNI = "i3 ii5 thang3 quy2 tuan2 t5 th1 xong 12 v2"


@pytest.mark.parametrize("pair", TELEX.split(","))
def test_telex(pair: str) -> None:
    typed, meant = pair.split()
    assert decoded(typed) == meant


@pytest.mark.parametrize("pair", VNI.split(","))
def test_vni(pair: str) -> None:
    typed, meant = pair.split()
    assert decoded_vni(typed) == meant


@pytest.mark.parametrize("word", WORDS.split())
def test_a_word_is_left_alone(word: str) -> None:
    assert decoded(word) is None


@pytest.mark.parametrize("word", NO_VNI.split())
def test_a_code_or_a_count_is_no_vni(word: str) -> None:
    assert decoded_vni(word) is None
