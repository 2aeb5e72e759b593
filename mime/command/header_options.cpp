// Header protection of sign and encrypt.
#include "mime/command/header_options.hpp"

#include <CLI/CLI.hpp>

#include "mime/canonical.hpp"
#include "mime/command/commands.hpp"
#include "mime/smime/legacy_display.hpp"
#include "mime/smime/recognition.hpp"

namespace smime::mime::command {

void HeaderOptions::add_to(CLI::App& command, bool encrypting) {
  command.add_flag("--protect-headers", protect,
                   "repeat the header inside, where it is protected (RFC 9788)");
  command.add_flag("--no-header-protection", no_protection,
                   "leave the header to itself (the default)");
  command
      .add_option("--header-confidentiality", confidentiality,
                  encrypting
                      ? "baseline (Subject is hidden), shy (names and time zone too) or none; "
                        "protects the header"
                      : "what to hide, baseline, shy or none, in a message that is going to "
                        "be encrypted; protects the header")
      ->check(CLI::IsMember({"baseline", "shy", "none"}));
  command.add_flag("--no-legacy-display", no_legacy_display,
                   "do not repeat hidden fields in the text, for readers without RFC 9788");
}

std::optional<secure::HeaderProtection> HeaderOptions::protection(bool encrypting) const {
  const bool asked = protect || !confidentiality.empty();
  if (asked && no_protection) {
    throw UsageError("the header is either protected or not: leave out --no-header-protection");
  }
  if (!asked) return std::nullopt;
  secure::HeaderProtection how;
  how.encrypted = encrypting || !confidentiality.empty();
  if (!confidentiality.empty()) how.policy = secure::header_confidentiality(confidentiality);
  how.legacy_display = !no_legacy_display;
  return how;
}

bool protect_header(DraftInput& input, const secure::HeaderProtection& how) {
  if (input.header().empty()) throw UsageError("plain text has no header to protect");
  if (secure::kind_of(input.header()) != secure::EntityKind::plain) {
    throw UsageError(
        "the message is signed or encrypted already, and its header can be protected only inside: "
        "use smime sign --header-confidentiality baseline, and encrypt without an option");
  }
  const auto fields = secure::legacy_display_fields(input.header(), how);
  const bool fits = fields.empty() ||
                    input.rewrite(
                        [&](ByteView message) {
                          return secure::with_legacy_display(canonical_line_ends(message), fields);
                        },
                        kMostWithElement);
  input.draft().revise = [how](secure::DividedHeader& header) {
    secure::ComposedHeader made = secure::compose(header.outer, header.content, how);
    header.outer = std::move(made.outer);
    header.content = std::move(made.payload);
  };
  return !fits;
}

}  // namespace smime::mime::command
