"""Decoders of the legacy encodings, by the indexes of the WHATWG Encoding Standard.

Python's codecs know nearly the same characters; what differs stands here, compared with a browser
over every byte and every pair of bytes.  Errors are the standard's too: a pair that is no character
costs one U+FFFD, and an ASCII byte in it is read again.
"""

import codecs
import re

_SINGLE_BYTE = {
    "ibm866": "cp866",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
}
_CHANGED_BYTES = {
    "koi8-u": {0xAE: "\u045e", 0xBE: "\u040e"},
    "windows-1255": {0xCA: "\u05ba"},
}
_LAST_CONTROL = 0x9F

# Pairs that Python's codec lacks: four hexadecimal digits, then the characters from there on.
_MORE_BIG5 = (
    "877a㡵𡵓𣚞𦀡㻬 87a1𥣞㫵竼龗𤅡𨤍𣇪𠪊𣉞䌊蒄龖鐯䤰蘓墖靊鈘秐稲晠権袝瑌篅枂稬剏遆㓦 "
    "87bf珄𥶹瓆鿇垳䤯呌䄱𣚎堘穲𧭥讏䚮𦺈䆁𥶙箮𢒼鿈𢓁𢓉𢓌鿉蔄𣖻䂴鿊䓡𪷿 87dd拁灮鿋 8e69箸 "
    "8e6f簆 8e7e糎 8eab緒 8eb4縝 8ecd者 8ed0耨 8f57菁 8f69蒨 "
    "8f6e萏 8fcb覦覩 8ffe起 906d都 907a銹 90dc靜 90f1響 91bf鼖 "
    "9244蔃 92af兙兛兝兞 92c8鍮 92d1瑹 9447浧 94ca禛 95d9邗 "
    "9644靝 96ed瀞 96fc嬨 9b76爁 9b78矗 9b7b纇 9bc6駖 9bde釔 "
    "9bec惞 9bf6澶 9c42輶 9c53侻 9c62營 9c68鄄 9c6b鷰 9c77菏 "
    "9cbc尐秣 9cd0婧 9d57輋 9d5a筑 9dc4拐 9ea9恢 9eef痹 9efd汊 "
    "9f60鬮 9f66鼗 9fcb僭 9fd8弌 a063蠏 a077拎 a0d5瑨 a0df煢 "
    "a0e4牐 a3c0␀␁␂␃␄␅␆␇␈␉␊␋␌␍␎␏␐␑␒␓␔␕␖␗␘␙␚␛␜␝ "
    "a3de␞␟␡€ c6cf廴 c6d3无 c6d5癶 c6d7隶 c6de〃仝 fa5f倩 "
    "fa66偽 fabd包 fac5卄 fad5卿 fb48嘅 fbb8婷 fbf3幵 fbf9廐 "
    "fc4f彘 fc6c悤 fcb9撐 fce2晴 fcf1杞 fdb7沜渝 fdbb港 fdf1煮 "
    "fe52猪 fe6f瑜 feaa瓩 fedd砉 "
)
_MORE_EUC_JP = (
    "ada1①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ "
    "adc0㍉㌔㌢㍍㌘㌧㌃㌶㍑㍗㌍㌦㌣㌫㍊㌻㎜㎝㎞㎎㎏㏄㎡ "
    "addf㍻〝〟№㏍℡㊤㊥㊦㊧㊨㈱㈲㈹㍾㍽㍼≒≡∫∮∑√⊥∠∟⊿∵∩∪ "
    "f9a1纊褜鍈銈蓜俉炻昱棈鋹曻彅丨仡仼伀伃伹佖侒侊侚侔俍偀倢俿倞偆偰 "
    "f9bf偂傔僴僘兊兤冝冾凬刕劜劦勀勛匀匇匤卲厓厲叝﨎咜咊咩哿喆坙坥垬 "
    "f9dd埈埇﨏塚增墲夋奓奛奝奣妤妺孖寀甯寘寬尞岦岺峵崧嵓﨑嵂嵭嶸嶹巐 f9fb弡弴彧德 "
    "faa1忞恝悅悊惞惕愠惲愑愷愰憘戓抦揵摠撝擎敎昀昕昻昉昮昞昤晥晗晙晴 "
    "fabf晳暙暠暲暿曺朎朗杦枻桒柀栁桄棏﨓楨﨔榘槢樰橫橆橳橾櫢櫤毖氿汜 "
    "fadd沆汯泚洄涇浯涖涬淏淸淲淼渹湜渧渼溿澈澵濵瀅瀇瀨炅炫焏焄煜煆煇 fafb凞燁燾犱 "
    "fba1犾猤猪獷玽珉珖珣珒琇珵琦琪琩琮瑢璉璟甁畯皂皜皞皛皦益睆劯砡硎 "
    "fbbf硤硺礰礼神祥禔福禛竑竧靖竫箞精絈絜綷綠緖繒罇羡羽茁荢荿菇菶葈 "
    "fbdd蒴蕓蕙蕫﨟薰蘒﨡蠇裵訒訷詹誧誾諟諸諶譓譿賰賴贒赶﨣軏﨤逸遧郞 fbfb都鄕鄧釚 "
    "fca1釗釞釭釮釤釥鈆鈐鈊鈺鉀鈼鉎鉙鉑鈹鉧銧鉷鉸鋧鋗鋙鋐﨧鋕鋠鋓錥錡 "
    "fcbf鋻﨨錞鋿錝錂鍰鍗鎤鏆鏞鏸鐱鑅鑈閒隆﨩隝隯霳霻靃靍靏靑靕顗顥飯 "
    "fcdd飼餧館馞驎髙髜魵魲鮏鮱鮻鰀鵰鵫鶴鸙黑 fcf1ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ￢￤＇＂ "
)
# Pairs that Python's codec reads as another character.
_OTHER_BIG5 = "a145‧ a14e﹑ a1c2¯ a1e3～ a1f2⊕ a1f3⊙ a241∕ a242﹨ a244￥ a246￠ a247￡"
_OTHER_EUC_JP = "a1c1～ a1c2∥ a1dd－ a1f1￠ a1f2￡ a2cc￢"
_TILDE_IN_THREE_BYTES = {b"\x8f\xa2\xb7": "～"}


def _pairs(runs: str) -> dict[bytes, str]:
    found = {}
    for run in runs.split():
        first = int(run[:4], 16)
        for offset, character in enumerate(run[4:]):
            found[(first + offset).to_bytes(2, "big")] = character
    return found


class _PairDecoder:
    """A decoder of characters of one to three bytes; what it has met once it remembers."""

    def __init__(self, codec: str, token: bytes, known: dict[bytes, str]) -> None:
        self._codec = codec
        # Runs of ASCII, then whole characters, then a lead byte with what cannot follow it.
        self._token = re.compile(rb"[\x00-\x7f]+|" + token + rb"|[\x80-\xff]{1,2}")
        self._known = known

    def decode(self, payload: bytes) -> str:
        """The text; nothing raises."""
        known, parts = self._known, []
        for token in self._token.findall(payload):
            if token[0] < 0x80:
                parts.append(token.decode("ascii"))
                continue
            text = known.get(token)
            if text is None:
                text = known[token] = self._one(token)
            parts.append(text)
        return "".join(parts)

    def _one(self, token: bytes) -> str:
        try:
            return token.decode(self._codec)
        except UnicodeDecodeError:
            last = token[-1]
            return "\ufffd" + (chr(last) if last < 0x80 else "")


_PAIR_DECODERS = {
    "big5": _PairDecoder(
        "big5hkscs",
        rb"[\x81-\xfe][\x40-\x7e\xa1-\xfe]|[\x80\xff]|[\x81-\xfe](?=[\x00-\x7f])",
        _pairs(_MORE_BIG5) | _pairs(_OTHER_BIG5),
    ),
    "euc-kr": _PairDecoder(
        "cp949",
        rb"[\x81-\xfe][\x41-\xfe]|[\x80\xff]|[\x81-\xfe](?=[\x00-\x7f])",
        {},
    ),
    "euc-jp": _PairDecoder(
        "euc_jp",
        rb"\x8f[\xa1-\xfe][\xa1-\xfe]|\x8e[\xa1-\xdf]|[\xa1-\xfe][\xa1-\xfe]"
        rb"|[\x80-\x8d\x90-\xa0\xff]|[\x8e\x8f\xa1-\xfe](?=[\x00-\x7f])",
        _pairs(_MORE_EUC_JP) | _pairs(_OTHER_EUC_JP) | _TILDE_IN_THREE_BYTES,
    ),
    "shift_jis": _PairDecoder(
        "cp932",
        rb"\x80|[\xa1-\xdf]|[\x81-\x9f\xe0-\xfc][\x40-\x7e\x80-\xfc]|[\xa0\xfd-\xff]"
        rb"|[\x81-\x9f\xe0-\xfc](?=[\x00-\x7f])",
        dict.fromkeys((b"\xa0", b"\xfd", b"\xfe", b"\xff"), "\ufffd"),
    ),
}
_TABLES: dict[str, str] = {}


def decode_legacy(payload: bytes, name: str) -> str:
    """Decode by an encoding of the labels' table that is neither UTF nor GB18030."""
    if name in _PAIR_DECODERS:
        return _PAIR_DECODERS[name].decode(payload)
    if name == "iso-2022-jp":
        return payload.decode("iso2022_jp_ext", "replace")
    if name == "replacement":
        return "\ufffd" if payload else ""
    if name not in _TABLES:
        _TABLES[name] = _table(name)
    return codecs.charmap_decode(payload, "replace", _TABLES[name])[0]


def _table(name: str) -> str:
    """The characters of all bytes of one single-byte encoding."""
    if name == "x-user-defined":
        return "".join(map(chr, (*range(0x80), *range(0xF780, 0xF800))))
    codec = _SINGLE_BYTE.get(name) or name.replace("windows-", "cp")
    changed = _CHANGED_BYTES.get(name, {})
    return "".join(changed.get(byte) or _byte(byte, codec) for byte in range(256))


def _byte(byte: int, codec: str) -> str:
    try:
        return bytes([byte]).decode(codec)
    except UnicodeDecodeError:
        return chr(byte) if byte <= _LAST_CONTROL else "\ufffd"
