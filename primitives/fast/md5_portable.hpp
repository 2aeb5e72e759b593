// MD5's compression with its sixty-four operations written out by the compiler.
#pragma once

#include <cstdint>

#include "primitives/bytes.hpp"

namespace smime::primitives::fast {

/// As `md5::process_blocks`. \standard{RFC 1321, 3.4}
void md5_portable(std::uint32_t* buffer, ByteView blocks);

}  // namespace smime::primitives::fast
