// Header confidentiality policies (RFC 9788, 3): what of each field stays readable outside the
// encryption.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace smime::mime::secure {

/// The registered policies. \standard{RFC 9788, 3.2}
enum class HeaderConfidentiality {
  none,      ///< `hcp_no_confidentiality`
  baseline,  ///< `hcp_baseline`
  shy,       ///< `hcp_shy`
};

/// "none", "baseline", "shy".
/// @throws Error (invalid_argument) for another name
HeaderConfidentiality header_confidentiality(std::string_view name);

// Each policy takes a field's name and its body without folding, and gives the body that the field
// has outside; nothing where the field is left out there. \standard{RFC 9788, 3.1}

/// Every field stays as it is. \standard{RFC 9788, 3.2.3}
std::optional<std::string> hcp_no_confidentiality(std::string_view name, std::string_view val_in);

/// Subject becomes "[...]"; Keywords and Comments are left out. \standard{RFC 9788, 3.2.1}
std::optional<std::string> hcp_baseline(std::string_view name, std::string_view val_in);

/// Beyond the baseline From, To and Cc lose their display names, and Date its time zone: the
/// address itself never changes. \standard{RFC 9788, 3.2.2 and 3.1.1}
std::optional<std::string> hcp_shy(std::string_view name, std::string_view val_in);

/// The chosen one of the three.
std::optional<std::string> hcp(HeaderConfidentiality policy, std::string_view name,
                               std::string_view val_in);

/// A date-time in UTC, "Sat, 20 Feb 2021 15:09:02 +0000"; nothing where the text is none.
/// \standard{RFC 5322, 3.3}
std::optional<std::string> date_time_in_utc(std::string_view text);

}  // namespace smime::mime::secure
