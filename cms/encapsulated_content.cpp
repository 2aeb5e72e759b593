// EncapsulatedContentInfo (RFC 5652, 5.2): content that is in the open.
#include "cms/encapsulated_content.hpp"

namespace smime::cms {
namespace {

// Content of another type than OCTET STRING: what is digested are its contents octets.
// \standard{RFC 2315, 9.3}
asn1::Tag read_other_content(asn1::StreamReader& stream, Sink& sink) {
  const Bytes whole = stream.any("eContent");
  asn1::Reader reader(whole, stream.rules());
  const asn1::Element element = reader.element();
  sink.write(element.contents);
  return element.tag;
}

}  // namespace

void EncapsulatedContentInfo::read(asn1::StreamReader& stream,
                                   const std::function<Sink&()>& receive) {
  stream.enter(asn1::kSequence, "encapContentInfo");
  e_content_type = stream.value(
      {}, [](asn1::Reader& reader) { return reader.object_identifier("eContentType"); });
  if (stream.next_is(asn1::context(0))) {
    stream.enter(asn1::context(0), "eContent");
    e_content.emplace();
    Sink& sink = receive();
    if (stream.next_is(asn1::kOctetString)) {
      stream.octets(asn1::kOctetString, {}, sink);
    } else {
      e_content_tag = read_other_content(stream, sink);
    }
    stream.leave();
  }
  stream.leave();
}

void EncapsulatedContentInfo::write(asn1::Writer& writer) const {
  writer.sequence([&](asn1::Writer& inside) {
    inside.object_identifier(e_content_type);
    if (e_content) {
      inside.context(0,
                     [&](asn1::Writer& content) { content.primitive(e_content_tag, *e_content); });
    }
  });
}

}  // namespace smime::cms
