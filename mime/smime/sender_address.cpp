// Whether the address that a reader sees is the signer's (RFC 8550, 3).
#include "mime/smime/sender_address.hpp"

#include <algorithm>

#include "mime/encoded_words.hpp"
#include "mime/smime/address_comparison.hpp"
#include "mime/smime/look_alikes.hpp"
#include "mime/smime/shown_addresses.hpp"
#include "primitives/utf8.hpp"

namespace smime::mime::secure {
namespace {

constexpr const char* kRule = "sender-address";
constexpr const char* kCitation = "RFC 8550, 3";

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all.empty() ? "none" : all;
}

std::string addresses_text(const AddressList& list) {
  std::vector<std::string> addresses;
  for (const Mailbox& mailbox : list.mailboxes) addresses.push_back(mailbox.address);
  return joined(addresses);
}

// The certificate's addresses, and how near others are to them.
class Certified {
 public:
  explicit Certified(const x509::Certificate& certificate) : addresses_(certificate.emails()) {
    for (const std::string& address : addresses_) {
      comparable_.push_back(ComparableAddress::of(address));
    }
  }

  bool empty() const { return addresses_.empty(); }
  std::string text() const {
    return empty() ? "the certificate names no address"
                   : "the certificate is for " + joined(addresses_);
  }

  Likeness likeness(const ComparableAddress& address) const {
    Likeness nearest = Likeness::different;
    for (const ComparableAddress& own : comparable_) {
      nearest = std::min(nearest, compare(address, own));
    }
    return nearest;
  }
  Likeness likeness(const Mailbox& mailbox) const {
    return likeness(ComparableAddress::of(mailbox.local_part, mailbox.domain));
  }
  bool has(const Mailbox& mailbox) const {
    return likeness(mailbox) <= Likeness::same_but_for_case;
  }
  bool has(const std::string& address) const {
    return likeness(ComparableAddress::of(address)) <= Likeness::same_but_for_case;
  }

 private:
  std::vector<std::string> addresses_;
  std::vector<ComparableAddress> comparable_;
};

std::string look_alike_text(const Mailbox& mailbox) {
  const auto found = look_alike(mailbox.local_part + "@" + mailbox.domain);
  if (!found) return {};
  return ": " + primitives::code_point_name(found->character) + " looks like " + found->looks_like;
}

// What is wrong with the address itself, whoever's it is.
std::optional<std::string> trick_in(const Mailbox& mailbox) {
  const std::string address = mailbox.local_part + "@" + mailbox.domain;
  if (const auto hidden = hidden_character(address)) {
    return "the address " + without_hidden_characters(address) + " holds " +
           primitives::code_point_name(*hidden) + ", which is not seen";
  }
  for (const std::string& part : {mailbox.local_part, mailbox.domain}) {
    if (part.find("=?") == std::string::npos || decode_text(part) == part) continue;
    return "the address " + mailbox.address + " holds an encoded word, which means nothing there " +
           "and reads " + decode_text(part) + " (RFC 2047, 5)";
  }
  return std::nullopt;
}

// The checks of one list that a reader sees: why it is refused, if it is.
class Seen {
 public:
  Seen(const char* field, const AddressList& list, const Certified& certified)
      : field_(field), list_(list), certified_(certified) {}

  std::optional<std::string> refusal() const {
    for (const AddressProblem& problem : list_.problems) {
      if (!problem.ambiguous) continue;
      return field_ + " can be read in more than one way: at octet " +
             std::to_string(problem.offset) + " stands " + problem.text +
             "; its addresses: " + addresses_text(list_);
    }
    if (list_.mailboxes.empty()) return field_ + " holds no address that can be read";
    for (const Mailbox& mailbox : list_.mailboxes) {
      if (const auto trick = trick_in(mailbox)) return trick;
      if (!certified_.empty() && !certified_.has(mailbox)) return mismatch(mailbox);
    }
    return certified_.empty() ? std::nullopt : misleading_words();
  }

 private:
  std::string mismatch(const Mailbox& mailbox) const {
    std::string text = "the message is from " + mailbox.address;
    if (list_.mailboxes.size() > 1) {
      text += ", one of " + std::to_string(list_.mailboxes.size()) + " mailboxes in " + field_;
    }
    if (certified_.likeness(mailbox) == Likeness::looks_the_same) {
      text += ", which only looks like the certificate's address" + look_alike_text(mailbox);
    }
    return text;
  }

  std::optional<std::string> misleading(const char* what, const std::string& text) const {
    for (const std::string& shown : shown_addresses(text)) {
      if (!certified_.has(shown)) return std::string(what) + " shows " + shown;
    }
    return std::nullopt;
  }

  std::optional<std::string> misleading_words() const {
    for (const Mailbox& mailbox : list_.mailboxes) {
      const std::string from = ", the message is from " + mailbox.address;
      if (const auto why = misleading("the display name", mailbox.display_name)) return *why + from;
      for (const std::string& comment : mailbox.comments) {
        if (const auto why = misleading("a comment", comment)) return *why + from;
      }
    }
    for (const std::string& group : list_.groups) {
      if (const auto why = misleading("a group's name", group)) return why;
    }
    return std::nullopt;
  }

  std::string field_;
  const AddressList& list_;
  const Certified& certified_;
};

// Why the sender is refused; nothing where he is not.
std::optional<std::string> refusal(const ClaimedSender& sender, const Certified& certified) {
  if (sender.from.size() > 1) {
    std::string text = "the message has " + std::to_string(sender.from.size()) + " From fields";
    const char* separator = ": ";
    for (const AddressList& list : sender.from) {
      text += separator + addresses_text(list);
      separator = "; ";
    }
    return text + "; a message has one (RFC 5322, 3.6)";
  }
  const bool has_from = !sender.from.empty();
  auto why = has_from ? Seen("the From field", sender.from.front(), certified).refusal()
                      : Seen("the Sender field", *sender.sender, certified).refusal();
  if (!why || !has_from || !sender.sender || certified.empty()) return why;
  const auto& senders = sender.sender->mailboxes;
  const bool sender_signed = !senders.empty() && certified.has(senders.front());
  return sender_signed ? *why + "; the Sender, " + senders.front().address +
                             ", is the certificate's, but From is what a reader sees"
                       : why;
}

// What does not refuse the sender, but should be known.
void add_warnings(const ClaimedSender& sender, const Certified& certified,
                  const std::string& subject, x509::Report& report) {
  const auto warn = [&](std::string text) {
    report.warning(kRule, kCitation, subject, std::move(text));
  };
  if (sender.from.empty()) {
    warn("the message has no From field (RFC 5322, 3.6); " + certified.text());
  }
  const AddressList& seen = sender.from.empty() ? *sender.sender : sender.from.front();
  for (const Mailbox& mailbox : seen.mailboxes) {
    const std::string text = look_alike_text(mailbox);
    if (!text.empty()) warn("the address " + mailbox.address + " is not what it looks like" + text);
  }
  if (!sender.from.empty() && sender.sender) {
    for (const Mailbox& mailbox : sender.sender->mailboxes) {
      if (certified.has(mailbox)) continue;
      warn("it was sent by " + mailbox.address + " (Sender), who did not sign; " +
           certified.text());
    }
  }
  if (sender.resent > 0) {
    report.note(kRule, "RFC 5322, 3.6.6", subject,
                "it was passed on: Resent fields are not held against the signer");
  }
}

}  // namespace

ClaimedSender ClaimedSender::of(const Header& header) {
  ClaimedSender sender;
  for (const std::string& body : header.all("From")) {
    sender.from.push_back(AddressList::parse(body));
  }
  if (const auto body = header.get("Sender")) sender.sender = AddressList::parse(*body);
  sender.resent = header.all("Resent-From").size() + header.all("Resent-Sender").size();
  for (const char* name : {"Date", "To", "Cc", "Subject", "Message-ID"}) {
    sender.is_message = sender.is_message || header.get(name).has_value();
  }
  return sender;
}

ClaimedSender ClaimedSender::of(const std::string& address) {
  ClaimedSender sender;
  sender.from.push_back(AddressList::parse(address));
  return sender;
}

x509::Report check_sender(const ClaimedSender& sender, const x509::Certificate& certificate) {
  x509::Report report;
  const std::string subject = certificate.subject().rfc4514();
  const Certified certified(certificate);
  if (!sender.known()) {
    if (sender.is_message) {
      report.warning(kRule, "RFC 5322, 3.6", subject,
                     "the message has no From field; " + certified.text());
    } else {
      report.note(kRule, kCitation, subject, "no sender's address was given to compare");
    }
    return report;
  }
  if (const auto why = refusal(sender, certified)) {
    report.fail(x509::Reason::address_mismatch, kRule, kCitation, subject,
                *why + "; " + certified.text());
    return report;
  }
  const AddressList& seen = sender.from.empty() ? *sender.sender : sender.from.front();
  if (certified.empty()) {
    report.warning(kRule, kCitation, subject,
                   "the certificate names no address; the message is from " + addresses_text(seen));
  } else {
    report.pass(kRule, kCitation, subject, addresses_text(seen));
  }
  add_warnings(sender, certified, subject, report);
  return report;
}

}  // namespace smime::mime::secure
