// Opening the layers that carry no signature: enveloped, encrypted, compressed, digested and
// authenticated content (RFC 5652, 6 to 9; RFC 5083; RFC 3274).
#pragma once

#include <string>
#include <vector>

#include "asn1/stream_reader.hpp"
#include "mime/smime/layer.hpp"
#include "primitives/random.hpp"

namespace smime::mime::secure {

/// Whether `open_content_layer` takes objects of this type.
bool is_content_layer(const asn1::ObjectIdentifier& type);

/// Opens the content of a ContentInfo of such a type, from behind `enter_content_info` to the end.
/// EncryptedData is opened with the first of the secret keys.
/// @param content  takes the content before it is known to be right, so it must be able to forget
/// @param layer    gets cipher and recipients, and keeps them where opening fails
/// @param notes    get what is weak, and what the layer does not protect
/// @return the content's type
/// @throws Stop where it is not to be opened
/// @throws Error (malformed, limit_exceeded, ...) for a broken structure
asn1::ObjectIdentifier open_content_layer(const asn1::ObjectIdentifier& type,
                                          asn1::StreamReader& stream, Sink& content,
                                          const OpenOptions& options, RandomSource& random,
                                          Layer& layer, std::vector<std::string>& notes);

}  // namespace smime::mime::secure
