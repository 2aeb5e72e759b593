// Making an entity safe for transport before it is signed (RFC 8551, 3.1.3).
#include "mime/transport_safety.hpp"

#include "mime/canonical.hpp"
#include "mime/entity.hpp"
#include "mime/multipart_source.hpp"
#include "primitives/error.hpp"

namespace smime::mime {
namespace {

void pump(Source& from, Sink& to) {
  Bytes part(std::size_t{64} << 10);
  while (const std::size_t count = from.read(part)) to.write(ByteView(part).first(count));
}

void pump_canonical(Source& from, Sink& to) {
  CanonicalLineEnds canonical(to);
  pump(from, canonical);
  canonical.finish();
}

[[noreturn]] void refuse_limit(const std::string& found, const std::string& rule) {
  throw Error(ErrorKind::limit_exceeded, found, rule, "RFC 2046, 5.1");
}

// Whether the body is as it stands: parts of parts may have no other encoding.
// \standard{RFC 2045, 6.4}
bool is_identity(TransferEncoding encoding) {
  return encoding != TransferEncoding::base64 && encoding != TransferEncoding::quoted_printable;
}

// Goes through an entity and its parts, in order.
class Walk {
 public:
  Walk() = default;
  Walk(const Walk&) = delete;
  Walk& operator=(const Walk&) = delete;
  virtual ~Walk() = default;
  void entity(BufferedSource& source, unsigned depth = 0);

 protected:
  // The header of what holds other entities.
  virtual void head(const Head& head) = 0;
  virtual void leaf(const Head& head, Source& body) = 0;
  // The body of what is signed already.
  virtual void sealed(Source& body) = 0;
  // Preamble, epilogue, boundary line.
  virtual void between(Source& text) = 0;

 private:
  void parts(const std::string& boundary, BufferedSource& body, unsigned depth);
  void line(const MultipartSource& parts) {
    primitives::BytesSource text(parts.boundary_line());
    between(text);
  }

  std::size_t count_ = 0;
};

void Walk::entity(BufferedSource& source, unsigned depth) {
  if (count_++ > kMostParts) {
    refuse_limit("more parts than the limit",
                 "a message has at most " + std::to_string(kMostParts));
  }
  if (depth > kMostNesting) {
    refuse_limit("parts nested deeper than the limit",
                 "they are nested at most " + std::to_string(kMostNesting) + " deep");
  }
  const Head found = read_head(source);
  const ParameterizedValue type = content_type_of(found.header);
  const std::string boundary = type.parameter("boundary").value_or("");
  if (type.value == "multipart/signed" || type.value == "multipart/encrypted") {
    head(found);
    sealed(source);
  } else if (!is_identity(encoding_of(found.header))) {
    leaf(found, source);
  } else if (type.value.starts_with("multipart/") && !boundary.empty()) {
    head(found);
    parts(boundary, source, depth);
  } else if (type.value == "message/rfc822") {
    head(found);
    entity(source, depth + 1);
  } else {
    leaf(found, source);
  }
}

void Walk::parts(const std::string& boundary, BufferedSource& body, unsigned depth) {
  MultipartSource parts(body, boundary);
  between(parts);
  while (parts.next_part()) {
    line(parts);
    BufferedSource part(parts);
    entity(part, depth + 1);
  }
  if (!parts.closed()) return;
  line(parts);
  between(body);
}

class Planner : public Walk {
 public:
  TransportPlan take() { return std::move(plan_); }

 private:
  void head(const Head& head) override {
    const TransferEncoding encoding = encoding_of(head.header);
    if (encoding != TransferEncoding::seven_bit) plan_.changes = true;
  }
  void leaf(const Head& head, Source& body) override {
    plan_.leaves.push_back(encoding_for(encoding_of(head.header), body));
    if (plan_.leaves.back()) plan_.changes = true;
  }
  void sealed(Source& body) override {
    TransportRisks risks;
    pump_canonical(body, risks);
    risks.finish();
    plan_.unsafe_rest = plan_.unsafe_rest || risks.any();
  }
  void between(Source& text) override {
    primitives::NullSink nowhere;
    pump(text, nowhere);
  }

  static std::optional<TransferEncoding> encoding_for(TransferEncoding found, Source& body) {
    TransportRisks risks;
    pump_canonical(body, risks);
    risks.finish();
    if (found == TransferEncoding::binary) return TransferEncoding::base64;
    if (risks.any()) return is_identity(found) ? risks.best_encoding() : found;
    if (found == TransferEncoding::eight_bit) return TransferEncoding::seven_bit;
    return std::nullopt;
  }

  TransportPlan plan_;
};

class Writer : public Walk {
 public:
  Writer(const TransportPlan& plan, Sink& out) : plan_(plan), out_(out) {}

 private:
  void head(const Head& head) override {
    const bool relabel =
        !plan_.unsafe_rest && encoding_of(head.header) != TransferEncoding::seven_bit;
    write_head(head, relabel ? std::optional(TransferEncoding::seven_bit) : std::nullopt);
  }
  void leaf(const Head& head, Source& body) override {
    const auto encoding = plan_.leaves.at(next_++);
    write_head(head, encoding);
    if (!encoding) return pump_canonical(body, out_);
    CodedSource octets(body, decoder(encoding_of(head.header)));
    const auto encoder = encode_into(*encoding);
    if (encoding_of(head.header) == TransferEncoding::binary) {
      pump(octets, *encoder);
    } else {
      pump_canonical(octets, *encoder);
    }
    encoder->finish();
  }
  void sealed(Source& body) override { pump_canonical(body, out_); }
  void between(Source& text) override { pump_canonical(text, out_); }

  void write_head(const Head& head, std::optional<TransferEncoding> encoding) {
    primitives::BytesSource as_it_stands(head.octets);
    if (!encoding) return pump_canonical(as_it_stands, out_);
    std::string fields;
    for (const HeaderField& field : head.header.fields()) {
      if (!same_token(field.name, "Content-Transfer-Encoding")) fields += field.raw;
    }
    fields += "Content-Transfer-Encoding: " + std::string(to_string(*encoding)) + "\r\n\r\n";
    primitives::BytesSource changed(primitives::bytes_of(fields));
    pump_canonical(changed, out_);
  }

  std::unique_ptr<Codec> encode_into(TransferEncoding encoding) {
    if (encoding == TransferEncoding::base64) return std::make_unique<Base64Encoder>(out_);
    if (encoding == TransferEncoding::seven_bit) return std::make_unique<PassThrough>(out_);
    return std::make_unique<QuotedPrintableEncoder>(out_, true);
  }

  const TransportPlan& plan_;
  Sink& out_;
  std::size_t next_ = 0;
};

}  // namespace

TransportPlan plan_transport(Source& entity) {
  BufferedSource source(entity);
  Planner planner;
  planner.entity(source);
  return planner.take();
}

void write_for_transport(Source& entity, const TransportPlan& plan, Sink& out) {
  if (!plan.changes) return pump_canonical(entity, out);
  BufferedSource source(entity);
  Writer(plan, out).entity(source);
}

}  // namespace smime::mime
