// Issuing many certificates from one authority: how many a second, how busy the cores, how much
// memory.
#pragma once

#include <cstddef>

namespace smime::bench {

/// Issues `count` certificates on one core, then on all, and prints a line on each.
void measure_issuing(std::size_t count);

}  // namespace smime::bench
