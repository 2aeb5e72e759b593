// Opening S/MIME messages (RFC 8551, 3): layer by layer from the outside in.
#include "mime/smime/opener.hpp"

#include <algorithm>

#include "cms/content_info.hpp"
#include "mime/canonical.hpp"
#include "mime/smime/conclusion.hpp"
#include "mime/smime/content_layers.hpp"
#include "mime/smime/recognition.hpp"
#include "mime/smime/sender_address.hpp"
#include "mime/smime/signer_judgement.hpp"
#include "primitives/error.hpp"

namespace smime::mime::secure {
namespace {

using x509::Reason;

class Opener {
 public:
  Opener(const OpenOptions& options, RandomSource& random) : options_(options), random_(random) {}

  OpenResult run(ByteView input) {
    try {
      start(input);
      conclude(result_, options_, odd_);
    } catch (const Stop& stop) {
      refuse(result_, stop.verdict, stop.reason, stop.error);
    } catch (const Error& error) {
      refuse(result_, Verdict::malformed, reason_of(error.kind()), error.what());
    }
    return std::move(result_);
  }

 private:
  void start(ByteView input) {
    if (options_.from) sender_ = ClaimedSender::of(*options_.from);
    if (const auto cms = bare_cms(input)) {
      open_cms(*cms, "opaque");
      return;
    }
    const Entity entity = Entity::parse(without_from_line(input));
    if (!options_.from) sender_ = ClaimedSender::of(entity.header);
    open_entity(entity);
    if (result_.layers.empty()) note("the message is neither signed nor encrypted");
  }

  void open_entity(const Entity& entity) {
    switch (kind_of(entity)) {
      case EntityKind::plain:
        result_.content = primitives::to_bytes(entity.whole);
        return;
      case EntityKind::multipart_signed:
        open_multipart_signed(entity);
        return;
      case EntityKind::cms:
        break;
    }
    const ParameterizedValue type = entity.content_type();
    if (type.value == "application/pkcs7-mime" && !type.parameter("smime-type")) {
      oddity("Content-Type has no smime-type parameter (RFC 8551, 3.2.2)");
    }
    open_cms(entity.decoded_body(), "opaque");
  }

  // Layers are counted, so that nested messages end.
  Layer& new_layer(const asn1::ObjectIdentifier& content_type, std::string form) {
    if (result_.layers.size() == kMostLayers) {
      throw Stop{Verdict::malformed, Reason::limit_exceeded,
                 "more than " + std::to_string(kMostLayers) + " layers"};
    }
    Layer& layer = result_.layers.emplace_back();
    layer.type = cms::content_type_name(content_type);
    layer.form = std::move(form);
    return layer;
  }

  // What a CMS object held: another S/MIME entity, or the content itself.
  void open_inner(const Bytes& content) {
    if (content.empty()) {
      result_.content.clear();
      return;
    }
    if (content.front() == 0x30) {  // no field begins like a SEQUENCE
      if (const auto cms = bare_cms(content)) return open_cms(*cms, "opaque");
    }
    Entity entity;
    try {
      entity = Entity::parse(content);
    } catch (const Error&) {
      result_.content = content;
      return;
    }
    if (kind_of(entity) == EntityKind::plain) {
      result_.content = content;
    } else {
      open_entity(entity);
    }
  }

  void open_cms(const Bytes& octets, std::string form) {
    const cms::ContentInfo info = cms::ContentInfo::decode(octets);
    if (info.content_type == cms::id_signedData) return open_signed(info.content, std::move(form));
    if (!is_content_layer(info.content_type)) {
      throw Stop{Verdict::malformed, Reason::type_mismatch,
                 "content of type " + cms::content_type_name(info.content_type) +
                     " is not one that S/MIME messages have"};
    }
    Layer& layer = new_layer(info.content_type, {});
    open_inner(
        open_content_layer(info.content_type, octets, options_, random_, layer, result_.notes));
  }

  void open_signed(ByteView content, std::string form) {
    const cms::SignedData data = cms::SignedData::decode(content);
    const bool detached = !data.encap_content_info.e_content;
    if (data.signer_infos.empty()) form = "certs-only";
    if (detached && !data.signer_infos.empty()) form = "detached";
    Layer& layer = new_layer(cms::id_signedData, form);
    layer.certificates = data.certificates;
    if (data.signer_infos.empty() && detached) return;
    if (detached && !options_.detached_content) {
      throw Stop{Verdict::malformed, Reason::no_content,
                 "the signature is detached; give the content with --content"};
    }
    const Bytes signed_content =
        detached ? *options_.detached_content : *data.encap_content_info.e_content;
    if (detached) {
      verify_detached(layer, data, signed_content);
    } else {
      verify_layer(layer, data, signed_content);
    }
    open_inner(signed_content);
  }

  // Content that came by itself is taken as it stands, or with canonical line ends.
  void verify_detached(Layer& layer, const cms::SignedData& data, const Bytes& content) {
    verify_layer(layer, data, content);
    const bool digest_differs =
        std::any_of(layer.signers.begin(), layer.signers.end(), [](const SignerReport& signer) {
          const auto reasons = signer.cms.report.reasons();
          return std::find(reasons.begin(), reasons.end(), Reason::message_digest_mismatch) !=
                     reasons.end() ||
                 std::find(reasons.begin(), reasons.end(), Reason::signature_mismatch) !=
                     reasons.end();
        });
    if (!digest_differs || has_canonical_line_ends(content)) return;
    layer.signers.clear();
    verify_layer(layer, data, canonical_line_ends(content));
    note("the detached content was verified with canonical line ends (RFC 8551, 3.1.1)");
  }

  void open_multipart_signed(const Entity& entity) {
    const ParameterizedValue type = entity.content_type();
    const auto boundary = type.parameter("boundary");
    if (!boundary || boundary->empty()) {
      throw Error(ErrorKind::malformed, "a multipart without boundary", "multipart/signed has one",
                  "RFC 1847, 2.1");
    }
    const Multipart parts = Multipart::split(entity.body, *boundary);
    if (parts.parts.size() != 2) {
      throw Error(ErrorKind::malformed, std::to_string(parts.parts.size()) + " parts",
                  "multipart/signed has exactly two", "RFC 1847, 2.1");
    }
    if (!parts.closed) oddity("the last boundary line is missing (RFC 2046, 5.1.1)");
    const Bytes signed_part = canonical_line_ends(parts.parts[0]);
    const Bytes signature = Entity::parse(parts.parts[1]).decoded_body();
    const cms::ContentInfo info = cms::ContentInfo::decode(signature);
    if (info.content_type != cms::id_signedData) {
      throw Stop{
          Verdict::malformed, Reason::type_mismatch,
          "the second part of multipart/signed holds " + cms::content_type_name(info.content_type)};
    }
    const cms::SignedData data = cms::SignedData::decode(info.content);
    Layer& layer = new_layer(cms::id_signedData, "multipart-signed");
    layer.certificates = data.certificates;
    // A content inside the signature as well would be signed in place of the part that is shown.
    if (data.encap_content_info.e_content && *data.encap_content_info.e_content != signed_part) {
      throw Stop{Verdict::invalid, Reason::type_mismatch,
                 "the signature of a multipart/signed encloses another content than the part that "
                 "is shown (RFC 8551, 3.5.3.1)"};
    }
    verify_layer(layer, data, signed_part);
    open_inner(signed_part);
  }

  void verify_layer(Layer& layer, const cms::SignedData& data, const Bytes& content) {
    layer.signers = judge_signers(data, content, sender_, options_);
  }

  void note(std::string text) { result_.notes.push_back(std::move(text)); }

  // Odd in form but harmless: a note, or with --pedantic a refusal.
  void oddity(const std::string& text) {
    odd_.push_back(text);
    note(text);
  }

  const OpenOptions& options_;
  RandomSource& random_;
  ClaimedSender sender_;
  std::vector<std::string> odd_;
  OpenResult result_;
};

}  // namespace

OpenResult open(ByteView input, const OpenOptions& options, RandomSource& random) {
  return Opener(options, random).run(input);
}

}  // namespace smime::mime::secure
