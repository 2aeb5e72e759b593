// Two copies of a message, compared layer by layer and part by part.
#include "mime/smime/comparison.hpp"

#include <algorithm>
#include <set>

#include "cms/content_info.hpp"
#include "cms/signed_data.hpp"
#include "mime/canonical.hpp"
#include "mime/entity.hpp"
#include "mime/smime/header_protection.hpp"
#include "mime/smime/recognition.hpp"
#include "primitives/error.hpp"

namespace smime::mime::secure {
namespace {

const std::string kChanged = "changed";

std::optional<Entity> entity_of(ByteView octets) {
  try {
    Entity entity = Entity::parse(octets);
    return entity.header.empty() ? std::nullopt : std::optional(std::move(entity));
  } catch (const Error&) {
    return std::nullopt;
  }
}

// The content of a SignedData that carries it; nothing for any other object.
std::optional<Bytes> signed_content(ByteView cms) {
  try {
    const auto info = cms::ContentInfo::decode(cms);
    if (info.content_type != cms::id_signedData) return std::nullopt;
    return cms::SignedData::decode(info.content).encap_content_info.e_content;
  } catch (const Error&) {
    return std::nullopt;
  }
}

bool holds_cms(const Entity& entity) {
  return kind_of(entity) == EntityKind::cms ||
         entity.content_type().value.ends_with("pkcs7-signature");
}

std::vector<Damage> damages_between(ByteView sent, ByteView received) {
  const Bytes canonical = canonical_line_ends(sent);
  const Bytes due = primitives::digest(DigestAlgorithm::sha256, canonical);
  const auto found = diagnose(received, DigestAlgorithm::sha256,
                              [&](ByteView digest) { return primitives::equal(digest, due); });
  if (found) return found->damages;
  return {{kChanged, "the content was changed"}};
}

// Body and structural fields: what of an entity is read, without what is added on the way.
Bytes essence(const Entity& entity) {
  std::string header;
  for (const HeaderField& field : entity.header.fields()) {
    if (is_structural(field.name)) header += field.raw;
  }
  return primitives::concatenate(
      {primitives::bytes_of(header), primitives::bytes_of("\r\n"), entity.body});
}

// Fields of one copy that the other lacks as they stand, in order.
std::vector<HeaderField> missing(const Header& from, const Header& in) {
  std::multiset<std::string> there;
  for (const HeaderField& field : in.fields()) there.insert(field.raw);
  std::vector<HeaderField> result;
  for (const HeaderField& field : from.fields()) {
    const auto found = there.find(field.raw);
    if (found != there.end()) {
      there.erase(found);
    } else {
      result.push_back(field);
    }
  }
  return result;
}

class Comparer {
 public:
  Comparison run(ByteView sent, ByteView received) {
    const auto sent_cms = bare_cms(sent), received_cms = bare_cms(received);
    if (sent_cms && received_cms) {
      compare_cms("object", *sent_cms, *received_cms, 0);
    } else {
      compare_messages(without_from_line(sent), without_from_line(received));
    }
    return std::move(result_);
  }

 private:
  // Line ends are told once, and then left out of it. \standard{RFC 8551, 3.1.1}
  void compare_messages(ByteView sent, ByteView received) {
    const Bytes canonical_sent = canonical_line_ends(sent);
    const Bytes canonical_received = canonical_line_ends(received);
    if (has_canonical_line_ends(sent) != has_canonical_line_ends(received)) {
      add({"message",
           {{"line-ends", "line ends became others"}},
           first_difference(sent, received),
           true});
    }
    compare_entities("message", canonical_sent, canonical_received, 0);
  }

  void compare_entities(const std::string& where, ByteView sent, ByteView received,
                        unsigned depth) {
    if (primitives::equal(sent, received)) return;
    const auto s = entity_of(sent), r = entity_of(received);
    if (!s || !r || depth > kMostNesting) return compare_octets(where, sent, received);
    compare_headers(where, s->header, r->header, depth == 0);
    const bool parts = compare_inside(where, *s, *r, depth);
    if (parts || primitives::equal(s->body, r->body)) return;
    add({where + ": body", damages_between(essence(*s), essence(*r)),
         first_difference(s->body, r->body)});
  }

  // Whether both have an inside that is compared by itself.
  bool compare_inside(const std::string& where, const Entity& s, const Entity& r, unsigned depth) {
    const ParameterizedValue sent = s.content_type(), received = r.content_type();
    if (holds_cms(s) && holds_cms(r)) {
      compare_cms(where, s.decoded_body(), r.decoded_body(), depth + 1);
      return true;
    }
    const auto sent_boundary = sent.parameter("boundary").value_or("");
    const auto received_boundary = received.parameter("boundary").value_or("");
    if (sent_boundary.empty() || received_boundary.empty()) return false;
    compare_parts(where, Multipart::split(s.body, sent_boundary),
                  Multipart::split(r.body, received_boundary), sent.value == "multipart/signed",
                  depth);
    return true;
  }

  void compare_parts(const std::string& where, const Multipart& sent, const Multipart& received,
                     bool is_signed, unsigned depth) {
    const std::size_t both = std::min(sent.parts.size(), received.parts.size());
    for (std::size_t i = 0; i < both; ++i) {
      const std::string name = !is_signed ? "part " + std::to_string(i + 1)
                               : i == 0   ? "signed part"
                                          : "signature";
      compare_entities(where + ": " + name, sent.parts[i], received.parts[i], depth + 1);
    }
    if (sent.parts.size() != received.parts.size()) {
      add({where,
           {{kChanged, std::to_string(sent.parts.size()) + " parts became " +
                           std::to_string(received.parts.size())}},
           std::nullopt});
    }
    if (sent.closed && !received.closed) {
      add({where, {{kChanged, "the last boundary line was lost"}}, std::nullopt});
    }
  }

  void compare_cms(const std::string& where, const Bytes& sent, const Bytes& received,
                   unsigned depth) {
    if (sent == received) return;  // lines of base64 may be broken otherwise: the octets count
    const auto s = signed_content(sent), r = signed_content(received);
    if (s && r && *s != *r) {
      return compare_entities(where + ": signed content", *s, *r, depth + 1);
    }
    add({where + ": CMS object",
         {{kChanged, "the octets of the CMS object were changed"}},
         first_difference(sent, received)});
  }

  void compare_headers(const std::string& where, const Header& sent, const Header& received,
                       bool outermost) {
    const std::vector<HeaderField> lost = missing(sent, received);
    std::vector<HeaderField> added = missing(received, sent);
    for (const HeaderField& field : lost) {
      if (!result_.complete) return;
      const auto other = std::find_if(
          added.begin(), added.end(),
          [&](const HeaderField& candidate) { return same_token(candidate.name, field.name); });
      const std::string name = where + ": header field " + field.name;
      if (other == added.end()) {
        add({name, {{kChanged, "the field was lost"}}, std::nullopt, outermost && !counts(field)});
        continue;
      }
      compare_fields(name, field, *other, outermost && !counts(field));
      added.erase(other);
    }
    for (const HeaderField& field : added) {
      add({where + ": header field " + field.name,
           {{"header-field-added", "the field was added"}},
           std::nullopt,
           outermost && !counts(field)});
    }
  }

  void compare_fields(const std::string& name, const HeaderField& sent, const HeaderField& received,
                      bool in_transit) {
    const bool folded = sent.body() == received.body();
    add({name,
         {{folded ? "header-folding" : kChanged,
           folded ? "the field was folded otherwise" : "the field was changed"}},
         first_difference(primitives::bytes_of(sent.raw), primitives::bytes_of(received.raw)),
         in_transit || folded});
  }

  // Whether a field of the outermost header decides how the message is read, or who it is from.
  static bool counts(const HeaderField& field) {
    return is_structural(field.name) || same_token(field.name, "From") ||
           same_token(field.name, "Sender");
  }

  void compare_octets(const std::string& where, ByteView sent, ByteView received) {
    add({where, damages_between(sent, received), first_difference(sent, received)});
  }

  void add(Finding finding) {
    result_.complete = result_.findings.size() < kMostFindings;
    if (result_.complete) result_.findings.push_back(std::move(finding));
  }

  Comparison result_;
};

}  // namespace

bool Comparison::same() const {
  return std::all_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.in_transit; });
}

Comparison compare(ByteView sent, ByteView received) {
  return Comparer().run(sent, received);
}

}  // namespace smime::mime::secure
