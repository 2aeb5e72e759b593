// Whether the address that a reader sees is the signer's (RFC 8550, 3).
#include "mime/smime/sender_address.hpp"

#include "mime/address.hpp"

namespace smime::mime::secure {
namespace {

constexpr const char* kRule = "sender-address";
constexpr const char* kCitation = "RFC 8550, 3";

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all.empty() ? "none" : all;
}

// A display name that reads like an address misleads unless it is the signer's too.
std::optional<std::string> address_in(const std::string& display_name) {
  const std::size_t at = display_name.find('@');
  if (at == std::string::npos) return std::nullopt;
  const std::string_view ends = " \t<>()\"',;:";
  std::size_t first = display_name.find_last_of(ends, at);
  first = first == std::string::npos ? 0 : first + 1;
  const std::size_t last = display_name.find_first_of(ends, at);
  if (first == at || display_name.find('.', at) == std::string::npos) return std::nullopt;
  return display_name.substr(first, last == std::string::npos ? last : last - first);
}

}  // namespace

ClaimedSender ClaimedSender::of(const Header& header) {
  ClaimedSender sender;
  std::vector<std::string> bodies = header.all("From");
  sender.from_fields = bodies.size();
  if (bodies.empty()) bodies = header.all("Sender");
  for (const std::string& body : bodies) {
    for (const Mailbox& mailbox : parse_address_list(body)) {
      sender.addresses.push_back(mailbox.address);
      sender.display_names.push_back(mailbox.display_name);
    }
  }
  return sender;
}

ClaimedSender ClaimedSender::of(const std::string& address) {
  ClaimedSender sender;
  for (const Mailbox& mailbox : parse_address_list(address)) {
    sender.addresses.push_back(mailbox.address);
  }
  sender.from_fields = 1;
  return sender;
}

x509::Report check_sender(const ClaimedSender& sender, const x509::Certificate& certificate) {
  x509::Report report;
  const std::string subject = certificate.subject().rfc4514();
  const auto fail = [&](std::string detail) {
    report.fail(x509::Reason::address_mismatch, kRule, kCitation, subject, std::move(detail));
    return report;
  };
  if (!sender.known()) {
    report.note(kRule, kCitation, subject, "no sender's address was given to compare");
    return report;
  }
  if (sender.from_fields > 1) return fail("the message has several From fields");
  const std::vector<std::string> certified = certificate.emails();
  if (certified.empty()) {
    report.warning(
        kRule, kCitation, subject,
        "the certificate names no address; the message is from " + joined(sender.addresses));
    return report;
  }
  if (sender.addresses.empty()) return fail("the From field holds no address that can be read");
  for (const std::string& address : sender.addresses) {
    if (certificate.has_email(address)) continue;
    return fail("the message is from " + address + ", the certificate is for " + joined(certified));
  }
  for (const std::string& name : sender.display_names) {
    const auto shown = address_in(name);
    if (shown && !certificate.has_email(*shown)) {
      return fail("the display name shows " + *shown + ", the certificate is for " +
                  joined(certified));
    }
  }
  report.pass(kRule, kCitation, subject, joined(sender.addresses));
  return report;
}

}  // namespace smime::mime::secure
