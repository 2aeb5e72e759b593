// Layers whose content is, by the type that they state, another CMS object without a ContentInfo of
// its own (RFC 5652, 5.2 and 6.1; RFC 2315, 9.1 and 10.1).
#include "asn1/reader.hpp"
#include "asn1/writer.hpp"
#include "cms/authenticated_data.hpp"
#include "cms/compressed_data.hpp"
#include "cms/digested_data.hpp"
#include "cms/signature_verifier.hpp"
#include "tests/mime/world.hpp"
#include "tests/support/catch.hpp"

using namespace smime;
using namespace smime::mime::secure;
using namespace smime::tests;

namespace {

const std::string kContent = "Content-Type: text/plain\r\n\r\nBreakfast?\r\n";

// A content and its type, as a layer around it would state it.
struct Inner {
  asn1::ObjectIdentifier type;
  Bytes value;
};

Inner inner_of(ByteView content_info) {
  const auto info = cms::ContentInfo::decode(content_info);
  return {info.content_type, info.content};
}

// Without tag and length: what PKCS #7 1.5 encrypts.
Bytes contents_octets(ByteView value) {
  asn1::Reader reader(value, asn1::Rules::ber());
  return primitives::to_bytes(reader.element().contents);
}

class Layers {
 public:
  Bytes signed_around(const Inner& inner) {
    cms::SignOptions options;
    options.content_type = inner.type;
    return cms::sign(world.signers(), inner.value, options, world.random);
  }
  Bytes encrypted_around(const Inner& inner, primitives::ContentCipher cipher) {
    cms::EncryptOptions options;
    options.cipher = cipher;
    options.content_type = inner.type;
    return cms::encrypt(inner.value, recipients(), options, world.random);
  }
  Bytes authenticated_around(const Inner& inner) {
    cms::AuthenticateOptions options;
    options.envelope.content_type = inner.type;
    return cms::authenticate(inner.value, recipients(), options, world.random);
  }
  std::vector<cms::Recipient> recipients() {
    return {cms::CertificateRecipient{world.certificate}};
  }

  OpenResult opened(ByteView message) { return open(message, world.options(), world.random); }
  void check_opens(ByteView message, const std::vector<std::string>& types) {
    const OpenResult result = opened(message);
    INFO(result.error);
    CHECK(result.verdict == Verdict::valid);
    CHECK(primitives::to_string(result.content) == kContent);
    std::vector<std::string> found;
    for (const Layer& layer : result.layers) found.push_back(layer.type);
    CHECK(found == types);
  }

  World world;
  const Inner text{cms::id_data, primitives::to_bytes(kContent)};
  const Inner signed_text = inner_of(signed_around(text));
};

const auto kCbc = primitives::ContentCipher::aes_128_cbc,
           kGcm = primitives::ContentCipher::aes_256_gcm;

}  // namespace

TEST_CASE("a content of a type of CMS is opened as a value of that type") {
  Layers l;
  const Inner& inner = l.signed_text;
  l.check_opens(l.encrypted_around(inner, kCbc), {"enveloped-data", "signed-data"});
  l.check_opens(l.encrypted_around(inner, kGcm), {"auth-enveloped-data", "signed-data"});
  l.check_opens(l.authenticated_around(inner), {"authenticated-data", "signed-data"});
  l.check_opens(l.signed_around(inner), {"signed-data", "signed-data"});
  const Bytes compressed = cms::compress(inner.value, inner.type);
  l.check_opens(compressed, {"compressed-data", "signed-data"});
  const Inner smaller = inner_of(compressed);
  l.check_opens(cms::compress(smaller.value, smaller.type),
                {"compressed-data", "compressed-data", "signed-data"});
  l.check_opens(cms::digest_content(inner.value, DigestAlgorithm::sha256, inner.type),
                {"digested-data", "signed-data"});
  for (const auto cipher : {kCbc, kGcm}) {
    const Inner secret = inner_of(l.encrypted_around(l.text, cipher));
    const std::string type = cms::content_type_name(secret.type);
    l.check_opens(l.signed_around(secret), {"signed-data", type});
  }
}

TEST_CASE("PKCS #7 leaves tag and length of such a content out") {
  Layers l;
  const Inner inner{l.signed_text.type, contents_octets(l.signed_text.value)};
  l.check_opens(l.encrypted_around(inner, kCbc), {"enveloped-data", "signed-data"});
  const Inner secret = inner_of(l.encrypted_around(l.text, kCbc));
  // [0] EXPLICIT holds the value itself there, and its contents octets are digested.
  auto data = cms::SignedData::decode(
      inner_of(l.signed_around({secret.type, contents_octets(secret.value)})).value);
  data.encap_content_info.e_content_tag = asn1::kSequence;
  data.version = 1;
  l.check_opens(cms::ContentInfo{cms::id_signedData, data.encode()}.encode(),
                {"signed-data", "enveloped-data"});
}

TEST_CASE("a whole ContentInfo is opened whatever type is stated, and data stays data") {
  Layers l;
  const Bytes whole = cms::ContentInfo{l.signed_text.type, l.signed_text.value}.encode();
  for (const auto& type : {cms::id_signedData, cms::id_data}) {
    l.check_opens(l.encrypted_around({type, whole}, kCbc), {"enveloped-data", "signed-data"});
  }
  // What looks like a value of SignedData, and is not said to be one, is given out as it stands.
  const OpenResult result = l.opened(l.signed_around({cms::id_data, l.signed_text.value}));
  CHECK(result.verdict == Verdict::valid);
  CHECK(result.layers.size() == 1);
  CHECK(result.content == l.signed_text.value);
}

TEST_CASE("a content that is not of the type that is stated is not passed over in silence") {
  Layers l;
  const Bytes message = l.encrypted_around({cms::id_signedData, l.text.value}, kGcm);
  const auto said = [](const OpenResult& result) {
    return std::any_of(result.notes.begin(), result.notes.end(), [](const std::string& note) {
      return note.find("RFC 5652, 5.2") != std::string::npos;
    });
  };
  CHECK(said(l.opened(message)));
  OpenOptions strict = l.world.options();
  strict.pedantic = true;
  CHECK(open(message, strict, l.world.random).verdict == Verdict::malformed);
  Bytes cut = l.signed_text.value;
  cut.resize(cut.size() - 1);
  for (const auto& broken : {cut, Bytes{0x02, 0x01, 0x01}, Bytes{0x30, 0x03, 0x02, 0x01, 0x01}}) {
    CHECK(l.opened(l.encrypted_around({cms::id_signedData, broken}, kGcm)).verdict ==
          Verdict::malformed);
  }
  Bytes longer = l.signed_text.value;
  longer.push_back(0);
  CHECK(l.opened(l.encrypted_around({cms::id_signedData, longer}, kGcm)).verdict ==
        Verdict::malformed);
  Bytes changed = l.signed_text.value;
  const auto at = std::search(changed.begin(), changed.end(), kContent.begin(), kContent.end());
  *at ^= 1;
  const OpenResult forged = l.opened(l.encrypted_around({cms::id_signedData, changed}, kGcm));
  CHECK(forged.verdict == Verdict::invalid);
}
