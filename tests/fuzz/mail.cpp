// Fuzz target: mail without cryptography: entities, parts, fields and transfer encodings.
#include "mime/address.hpp"
#include "mime/canonical.hpp"
#include "mime/entity.hpp"
#include "tests/fuzz/target.hpp"

namespace smime::fuzz {
namespace {

void read_entity(ByteView octets, unsigned depth) {
  const auto entity = mime::Entity::parse(octets);
  require(entity.body.size() <= octets.size(), "a body is a part of its entity");
  const auto type = entity.content_type();
  entity.file_name();
  for (const mime::HeaderField& field : entity.header.fields()) {
    refuses([&] { mime::parse_address_list(field.body()); });
    refuses([&] { mime::ParameterizedValue::parse(field.body()); });
  }
  refuses([&] { entity.decoded_body(); });
  const auto boundary = type.parameter("boundary");
  if (!boundary || depth == mime::kMostNesting) return;
  for (const ByteView part : mime::Multipart::split(entity.body, *boundary).parts) {
    refuses([&] { read_entity(part, depth + 1); });
  }
}

}  // namespace

void fuzz(ByteView input) {
  const Bytes canonical = mime::canonical_line_ends(input);
  require(mime::canonical_line_ends(canonical) == canonical, "canonical line ends are kept");
  require(mime::decode_base64(primitives::bytes_of(mime::encode_base64(input))) ==
              primitives::to_bytes(input),
          "base64 gives the octets back");
  read_entity(input, 0);
}

std::vector<Bytes> seeds() {
  constexpr std::string_view nested =
      "From: \"Katie\" <katie@example.org>, sam@example.com (Sam)\r\n"
      "Subject: =?utf-8?q?Fr=C3=BChst=C3=BCck?=\r\n"
      "Content-Type: multipart/mixed; boundary=\"outer\"; charset*0=us; charset*1=-ascii\r\n\r\n"
      "preamble\r\n--outer\r\nContent-Type: multipart/alternative; boundary=inner\r\n\r\n"
      "--inner\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nFr=C3=BChst=\r\n=C3=BCck\r\n"
      "--inner--\r\n--outer\r\nContent-Transfer-Encoding: base64\r\n"
      "Content-Disposition: attachment; filename*=utf-8''%C3%BC.bin\r\n\r\n"
      "QnJlYWtmYXN0Pw==\r\n--outer--\r\nepilogue\r\n";
  return {primitives::to_bytes(nested),
          primitives::to_bytes(std::string_view("Subject: folded\r\n line\r\n\r\nbody\r\n"))};
}

}  // namespace smime::fuzz
