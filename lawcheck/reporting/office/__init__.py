"""Word papers in the style of Nghị định 30/2020/NĐ-CP, and their pdf."""
