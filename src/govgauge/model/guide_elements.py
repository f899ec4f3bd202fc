"""The elements of a service guide (办事指南要素): what each is called.

The eight are those of the census of 2015 (国办发〔2015〕15号); the others are what guides of later
rules show besides.
"""

from typing import Final

from govgauge.model.text import Text

ELEMENTS: Final = {
    "name": Text("事项名称", "name of the item"),
    "basis": Text("设定依据", "legal basis"),
    "conditions": Text("申请条件", "conditions"),
    "materials": Text("办理材料", "materials"),
    "place": Text("办理地点", "place"),
    "hours": Text("办理时间", "office hours"),
    "phone": Text("联系电话", "telephone"),
    "steps": Text("办理流程", "steps"),
    "who": Text("服务对象", "who may apply"),
    "office": Text("实施机构", "office in charge"),
    "limit": Text("办理时限", "time limit"),
    "fee": Text("收费标准", "fee"),
    "result": Text("办理结果", "result"),
    "forms": Text("表格样表", "forms and samples"),
    "complaints": Text("监督投诉", "complaints"),
    "online": Text("网上办理", "online handling"),
}
"""Every element that is read, with its name."""

EIGHT: Final = ("name", "basis", "conditions", "materials", "place", "hours", "phone", "steps")
"""The element classes of 2015, in the rule's order."""
