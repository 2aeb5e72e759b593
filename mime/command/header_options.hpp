// Header protection of sign and encrypt: its options, and the draft that it changes.
#pragma once

#include <optional>
#include <string>

#include "mime/command/cli.hpp"
#include "mime/command/draft_input.hpp"
#include "mime/smime/header_protection.hpp"

namespace smime::mime::command {

/// --protect-headers, --no-header-protection, --header-confidentiality, --no-legacy-display.
struct HeaderOptions {
  bool protect = false, no_protection = false, no_legacy_display = false;
  std::string confidentiality;

  /// @param encrypting  whether the command encrypts; one that signs is told by
  ///                    --header-confidentiality that encryption follows
  void add_to(CLI::App& command, bool encrypting);

  /// Nothing where the header is not to be protected.
  std::optional<secure::HeaderProtection> protection(bool encrypting) const;
};

/// Protects the header of what is sent; legacy display elements are put into texts of up to
/// `kMostWithElement` octets.
/// @return whether elements that were due were left out for the size
/// @throws UsageError where there is no header, or the message is signed or encrypted already
bool protect_header(DraftInput& input, const secure::HeaderProtection& how);

inline constexpr std::uint64_t kMostWithElement = std::uint64_t{16} << 20;

/// What a person is told then.
inline constexpr const char* kNoElement =
    "smime: note: the message is too large to repeat the hidden fields in its text; readers "
    "without RFC 9788 do not show them\n";

}  // namespace smime::mime::command
