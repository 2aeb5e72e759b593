// Legacy display elements (RFC 9788, 5.2.2, 5.2.3 and 4.5.3): hidden header fields repeated in the
// text, for readers that can decrypt but know no header protection.
#pragma once

#include <vector>

#include "mime/header.hpp"

namespace smime::mime::secure {

/// The fields that people are shown. \standard{RFC 9787, 1.1.2}
bool is_user_facing(std::string_view field_name);

/// The entity with these fields at the head of its main body parts of types text/plain and
/// text/html, each marked hp-legacy-display="1". Where the part's charset cannot hold a field's
/// text, its encoded form is shown. \standard{RFC 9788, 5.2.1 to 5.2.5}
Bytes with_legacy_display(ByteView entity, const std::vector<HeaderField>& fields);

/// The entity without the elements of the parts that are marked, wherever they stand. Only meant
/// for what was encrypted. \standard{RFC 9788, 4.5.3}
Bytes without_legacy_display(ByteView entity);

/// A Content-Type field with one more parameter, which replaces one of the same name.
HeaderField with_parameter(const HeaderField& content_type, std::string_view name,
                           std::string_view value);

/// The field without the parameter. What is left keeps its octets.
HeaderField without_parameter(const HeaderField& content_type, std::string_view name);

}  // namespace smime::mime::secure
