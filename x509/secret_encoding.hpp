// DER of what must not lie about in memory: every buffer is a Secret of its final size.
#pragma once

#include <initializer_list>

#include "asn1/tag.hpp"
#include "primitives/integer.hpp"
#include "primitives/secret.hpp"

namespace smime::x509 {

/// One value whose contents are these parts.
Secret encode_secret(asn1::Tag tag, std::initializer_list<ByteView> parts);

/// An INTEGER that is not negative. \standard{X.690, 8.3}
Secret encode_secret_integer(const Integer& value);

}  // namespace smime::x509
