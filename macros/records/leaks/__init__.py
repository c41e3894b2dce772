"""What contributed text and files should not publish: addresses, numbers, rates and secrets."""

from .checks import leak_problems
from .detecting import LEAK_RULES, Leak, leaks_in

__all__ = ["LEAK_RULES", "Leak", "leak_problems", "leaks_in"]
