// Opening a signed layer: opaque, clear-signed or detached (RFC 8551, 3.5).
#include "mime/smime/signed_layers.hpp"

#include <algorithm>

#include "cms/content_info.hpp"
#include "mime/multipart_source.hpp"
#include "primitives/error.hpp"

namespace smime::mime::secure {
namespace {

using x509::Reason;

// The digest algorithms that micalg names; what it does not name is digested when the signature
// asks for it. \standard{RFC 8551, 3.5.3.2}
std::vector<DigestAlgorithm> digests_of_micalg(const ParameterizedValue& type) {
  std::string names = lower(type.parameter("micalg").value_or(""));
  std::erase_if(names, [](char c) { return c == '-' || c == ' '; });
  std::vector<DigestAlgorithm> digests;
  for (std::size_t start = 0; start < names.size();) {
    const std::size_t end = std::min(names.find(',', start), names.size());
    std::string name = names.substr(start, end - start);
    start = end + 1;
    if (name.starts_with("rsa")) name.erase(0, 3);  // "rsa-md5" in old mail
    try {
      const DigestAlgorithm digest = primitives::digest_algorithm(name);
      const bool twice = std::find(digests.begin(), digests.end(), digest) != digests.end();
      if (!twice) digests.push_back(digest);
    } catch (const Error&) {
      // "unknown", or one that is not implemented: the signature says it.
    }
  }
  return digests;
}

cms::ContentDigests digests_of(Source& content, const std::vector<DigestAlgorithm>& algorithms) {
  primitives::NullSink nowhere;
  cms::DigestingSink digesting(algorithms, nowhere);
  cms::pump(content, digesting);
  return digesting.finish();
}

// Whether what is written is what a source holds.
class EqualSink : public Sink {
 public:
  explicit EqualSink(Source& due) : due_(due) {}
  void write(ByteView octets) override {
    const ByteView due = due_.peek(octets.size());
    equal_ = equal_ && due.size() >= octets.size() &&
             std::equal(octets.begin(), octets.end(), due.begin());
    due_.consume(std::min(octets.size(), due.size()));
  }
  bool equal() { return equal_ && due_.peek(1).empty(); }

 private:
  BufferedSource due_;
  bool equal_ = true;
};

// The signature part, against a content that was stored before.
cms::SignedData read_signature(MultipartSource& parts, const Stored& content) {
  BufferedSource part(parts);
  const Head head = read_head(part);
  CodedSource octets(part, decoder(encoding_of(head.header)));
  asn1::StreamReader stream(octets);
  const auto type = cms::enter_content_info(stream);
  if (type != cms::id_signedData) {
    throw Stop{Verdict::malformed, Reason::type_mismatch,
               "the second part of multipart/signed holds " + cms::content_type_name(type)};
  }
  const auto due =
      content.is_kept() ? content.source() : std::make_unique<primitives::BytesSource>(ByteView());
  EqualSink enclosed(*due);
  cms::SignedData data =
      cms::SignedData::read(stream, [&](const cms::SignedData&) -> Sink& { return enclosed; });
  cms::leave_content_info(stream);
  // A content inside the signature as well would be signed in place of the part that is shown.
  if (data.encap_content_info.e_content && !enclosed.equal()) {
    throw Stop{Verdict::invalid, Reason::type_mismatch,
               "the signature of a multipart/signed encloses another content than the part that "
               "is shown (RFC 8551, 3.5.3.1)"};
  }
  return data;
}

[[noreturn]] void refuse_parts(std::size_t count) {
  throw Error(ErrorKind::malformed, std::to_string(count) + " parts",
              "multipart/signed has exactly two", "RFC 1847, 2.1");
}

}  // namespace

bool SignedLayer::open_signed_data(asn1::StreamReader& stream, LayerContent& content) const {
  std::optional<cms::DigestingSink> digesting;
  const cms::SignedData data =
      cms::SignedData::read(stream, [&](const cms::SignedData& head) -> Sink& {
        return digesting.emplace(cms::digests_listed(head), content);
      });
  cms::leave_content_info(stream);
  layer.certificates = data.certificates;
  if (data.signer_infos.empty()) layer.form = "certs-only";
  if (digesting) {
    content.finish(data.encap_content_info.e_content_type);
    verify(data, digesting->finish(), content);
    return true;
  }
  if (data.signer_infos.empty()) return false;
  layer.form = "detached";
  verify_detached(data, content);
  return true;
}

// Content that came by itself is taken as it stands, or with canonical line ends.
void SignedLayer::verify_detached(const cms::SignedData& data, LayerContent& content) const {
  if (!options.detached_content) {
    throw Stop{Verdict::malformed, Reason::no_content,
               "the signature is detached; give the content with --content"};
  }
  const auto given = options.detached_content->source();
  cms::DigestingSink digesting(cms::digests_needed(data), content);
  cms::pump(*given, digesting);
  content.finish(data.encap_content_info.e_content_type);
  verify(data, digesting.finish(), content);
  if (!digest_differs()) return;
  for (const LoneCr lone_cr : {LoneCr::kept, LoneCr::line_end}) {
    if (!fits_with_line_ends(data, *options.detached_content, lone_cr, content)) continue;
    return notes.push_back(
        "the detached content was verified with canonical line ends (RFC 8551, 3.1.1)");
  }
}

// Whether the signatures are over a content that they did not fit as it stands.
bool SignedLayer::fits_with_line_ends(const cms::SignedData& data, const Content& as_it_stands,
                                      LoneCr lone_cr, const LayerContent& content) const {
  const auto source = as_it_stands.source();
  primitives::NullSink nowhere;
  cms::DigestingSink digesting(cms::digests_needed(data), nowhere);
  CanonicalLineEnds canonical(digesting, lone_cr);
  cms::pump(*source, canonical);
  canonical.finish();
  if (!canonical.changed()) return false;
  std::vector<SignerReport> before = layer.signers;
  verify(data, digesting.finish(), content);
  if (!digest_differs()) return true;
  layer.signers = std::move(before);
  return false;
}

// A CR by itself ends no line and stays; texts of old Macintoshes were signed with CR LF for it.
// \standard{RFC 2046, 4.1.1}
bool SignedLayer::open_multipart(const Header& header, BufferedSource& body,
                                 LayerContent& content) const {
  const ParameterizedValue type = content_type_of(header);
  const auto boundary = type.parameter("boundary");
  if (!boundary || boundary->empty()) {
    throw Error(ErrorKind::malformed, "a multipart without boundary", "multipart/signed has one",
                "RFC 1847, 2.1");
  }
  MultipartSource parts(body, *boundary);
  if (!parts.next_part()) refuse_parts(0);
  cms::DigestingSink digesting(digests_of_micalg(type), content);
  CanonicalLineEnds canonical(digesting, LoneCr::kept);
  cms::pump(parts, canonical);
  canonical.finish();
  content.finish(cms::id_data);  // a MIME entity
  if (!parts.next_part()) refuse_parts(1);
  const cms::SignedData data = read_signature(parts, *content.stored());
  std::size_t count = 2;
  while (parts.next_part()) ++count;
  if (count > 2) refuse_parts(count);
  layer.certificates = data.certificates;
  verify(data, digesting.finish(), content);
  const bool again = digest_differs() && content.stored()->is_kept();
  if (again && fits_with_line_ends(data, *content.stored(), LoneCr::line_end, content)) {
    content.recode([](Sink& out) { return std::make_unique<CanonicalLineEnds>(out); });
    notes.push_back("what was signed has CR LF where CR stands alone (RFC 8551, 3.1.1)");
  }
  return parts.closed();
}

// Digests that were not announced are made from what was stored.
void SignedLayer::verify(const cms::SignedData& data, cms::ContentDigests digests,
                         const LayerContent& content) const {
  std::vector<DigestAlgorithm> missing = cms::digests_needed(data);
  std::erase_if(missing, [&](DigestAlgorithm digest) { return digests.contains(digest); });
  if (!missing.empty() && content.stored()->is_kept()) {
    const auto source = content.stored()->source();
    digests.merge(digests_of(*source, missing));
  }
  layer.signers =
      judge_signers(data, cms::verify(data, digests, candidates_of(options)), sender, options);
  const bool damaged = digest_differs() && content.stored()->is_kept();
  layer.content = damaged ? content.stored() : nullptr;
}

// Whether a signature is not over this content.
bool SignedLayer::digest_differs() const {
  return std::any_of(layer.signers.begin(), layer.signers.end(), [](const SignerReport& signer) {
    const auto reasons = signer.cms.report.reasons();
    return std::find(reasons.begin(), reasons.end(), Reason::message_digest_mismatch) !=
               reasons.end() ||
           std::find(reasons.begin(), reasons.end(), Reason::signature_mismatch) != reasons.end();
  });
}

}  // namespace smime::mime::secure
