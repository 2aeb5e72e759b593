// Name constraints along a path (RFC 5280, 4.2.1.10; 6.1.2 (b), (c)): permitted_subtrees and
// excluded_subtrees.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "x509/certificate.hpp"
#include "x509/general_name.hpp"
#include "x509/name_constraints_extension.hpp"

namespace smime::x509::path {

/// Whether `name` lies within the subtree `base`. Names of different types never do, but that
/// SmtpUTF8Mailbox stands below rfc822Name; nor do names of a type without a rule (x400Address,
/// ediPartyName, registeredID, another otherName). \standard{RFC 5280, 4.2.1.10}
/// \standard{RFC 9598, 6}
/// @throws Error (malformed) for an iPAddress of no possible length
bool is_within(const GeneralName& name, const GeneralName& base);

/// The rules of each type. \standard{RFC 5280, 4.2.1.10}
/// @param mailbox  "katie@example.com"
/// @param base     a mailbox, a host, or a domain with a period in front
bool rfc822_name_is_within(std::string_view mailbox, std::string_view base);
/// A domain, or one with labels in front of it. \standard{RFC 5280, 4.2.1.10}
bool dns_name_is_within(std::string_view name, std::string_view base);
/// A URI whose host is the one given, or below the domain with a period in front.
bool uri_is_within(std::string_view uri, std::string_view base);
/// @param base  address and mask, 8 or 32 octets
bool ip_address_is_within(ByteView address, ByteView base);

/// "www.example.com" of "https://katie@www.example.com:80/"; nothing where the URI has no host name
/// but an address, or no authority. \standard{RFC 3986, 3.2}
std::optional<std::string> host_of_uri(std::string_view uri);

/// Every name that constraints apply to: the subject where it is not empty, its e-mail addresses,
/// and subjectAltName. \standard{RFC 5280, 6.1.3 (b), (c)}
GeneralNames constrained_names(const Certificate& certificate);

/// The state variables permitted_subtrees and excluded_subtrees. Intersections are kept as the
/// sets that they are of: a name is permitted where each certificate's set permits it.
class NameSpaces {
 public:
  /// \standard{RFC 5280, 6.1.4 (g)}
  /// @param by  whose constraints they are, for people
  void constrain(const NameConstraints& constraints, const std::string& by);
  bool empty() const { return sets_.empty(); }

  /// Why a certificate's names are not allowed, or nothing. \standard{RFC 5280, 6.1.3 (b), (c)}
  /// @throws Error (limit_exceeded) after two million octets compared, (malformed)
  std::optional<std::string> objection(const Certificate& certificate);

 private:
  struct Set {
    NameConstraints constraints;
    std::string by;
  };
  std::optional<std::string> objection(const GeneralName& name, const Set& set);
  bool compare(const GeneralName& name, const GeneralName& base);

  std::vector<Set> sets_;
  std::size_t compared_ = 0;
};

}  // namespace smime::x509::path
