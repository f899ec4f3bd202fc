"""What an answer says once greetings and signatures are taken off; whether questions are alike."""

import re

_NOISE = re.compile(r"[\s\u3000\u00a0，,。.、；;：:！!？?“”\"'《》（）()【】\[\]—-]+")
_GREETING = re.compile(
    r"^(?:(?:尊敬的|亲爱的)?(?:[\u4e00-\u9fffA-Za-z0-9“”‘’*]{0,12})?(?:网友|先生|女士|市民|同志|朋友|来信人|群众|用户|同学)"
    r"[\u4e00-\u9fff“”*]{0,6}[，,：:！!。]?|您?你?好[！!，,。：:]?|感谢您?的?(?:来信|留言|咨询|关注|支持|监督)[^。！!]{0,20}[。！!，,])"
)
_SIGNATURE = re.compile(
    r"(?:感谢[^。！!]{0,30}[。！!]?|谢谢[^。！!]{0,10}[。！!]?|特此(?:回复|答复|函复)[。！!]?|祝您[^。！!]{0,20}[。！!]?"
    r"|此复[。！!]?|[\u4e00-\u9fff]{2,20}(?:局|委|委员会|办公室|政府|中心|厅|部|院|网站)|(?:19|20)\d{2}年\d{1,2}月\d{1,2}日)$"
)
_EVASIVE = re.compile(
    "(?:关于)?(?:该|此|您|你)?(?:所)?(?:反映|咨询|提出|留言)?的?(?:问题|事项|情况|来信|留言|信件|内容)?"
    "(?:我们?(?:单位|局|委|办)?|本(?:单位|局))?(?:(?:已(?:经)?)?(?:收悉|收到|知悉|阅|转(?:交|办|送|至)?[\u4e00-\u9fff]{0,8}))?"
    "(?:不属于?我(?:单位|局|部门|们)的?(?:职责|职能|管辖|管理)(?:范围)?)?"
    "(?:(?:建议|烦)?(?:您|你)?请?(?:您|你)?(?:直接|自行|再)?(?:向|到|与|和|去)?(?:咨询|联系|询问|找)?"
    "(?:有关|相关|主管|业务|职能|当地|上级|具体)?(?:主管|职能|业务|有关)?(?:部门|单位|科室|窗口|机构)(?:进行)?"
    "(?:咨询|联系|询问|反映|了解|办理|处理)?(?:即可)?)?"
)
_LEAST_COPIED = 30
_ALIKE = 0.5


def substance(reply: str) -> str:
    """A reply without greetings, thanks, signature, marks and blanks: what it has to say."""
    text = reply.strip()
    for pattern, at_start in ((_GREETING, True), (_SIGNATURE, False)):
        for _ in range(4):
            shorter = (
                pattern.sub("", text, count=1).strip()
                if at_start
                else pattern.sub("", text).strip()
            )
            if shorter == text:
                break
            text = shorter
    return _NOISE.sub("", text)


def is_evasive(reply: str) -> bool:
    """A reply that says nothing but that it was received or that others should be asked."""
    return bool(reply.strip()) and _EVASIVE.fullmatch(substance(reply)) is not None


def may_be_copied(reply: str) -> bool:
    """Whether a reply says so much that two who wrote alike copied."""
    return len(substance(reply)) >= _LEAST_COPIED


def alike(one: str, other: str) -> bool:
    """Whether two questions share half of the pairs of characters of the shorter."""
    first, second = _pairs(one), _pairs(other)
    least = min(len(first), len(second))
    return not least or len(first & second) >= _ALIKE * least


def _pairs(text: str) -> set[str]:
    plain = _NOISE.sub("", text)
    return {plain[n : n + 2] for n in range(len(plain) - 1)}
