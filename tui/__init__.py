"""Qingdu 清讀, a terminal reader for Chinese articles."""

__version__ = "0.1.0"
