// Opening S/MIME messages (RFC 8551, 3): layer by layer from the outside in.
#include "mime/smime/opener.hpp"

#include <functional>

#include "cms/content_info.hpp"
#include "mime/canonical.hpp"
#include "mime/smime/conclusion.hpp"
#include "mime/smime/content_layers.hpp"
#include "mime/smime/header_judgement.hpp"
#include "mime/smime/layer_content.hpp"
#include "mime/smime/part_opening.hpp"
#include "mime/smime/recognition.hpp"
#include "mime/smime/signed_layers.hpp"
#include "primitives/error.hpp"

namespace smime::mime::secure {
namespace {

using x509::Reason;

class Opener {
 public:
  Opener(Storage& storage, const OpenOptions& options, RandomSource& random)
      : storage_(storage), options_(options), random_(random) {}

  OpenResult run(Source& input) {
    return run([&] { start(input); }, [this] { look_into_parts(); });
  }

  // A part of a message, which has the message's sender.
  OpenResult run_part(const Header& message, const Head& head, BufferedSource& body) {
    from_mail_ = true;
    take_header(message);
    return run([&] { open_entity(head, body); }, [] {});
  }

 private:
  using Step = std::function<void()>;

  OpenResult run(const Step& opening, const Step& afterwards) {
    try {
      opening();
      hold_against_protected_from(result_, options_);
      conclude(result_, options_, odd_);
      afterwards();
    } catch (const Stop& stop) {
      refuse(result_, stop.verdict, stop.reason, stop.error);
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::input_output) throw;
      refuse(result_, Verdict::malformed, reason_of(error.kind()), error.what());
    }
    show_headers(result_);
    return std::move(result_);
  }

  void start(Source& input) {
    if (options_.from) sender_ = ClaimedSender::of(*options_.from);
    BufferedSource in(input);
    if (!cms_type(in.peek(kCmsHeadOctets)) && has_only_cr(in)) {
      note("its lines end with CR alone, and were read as if with CR LF (RFC 5322, 2.1)");
      CodedSource lines(in, [](Sink& out) { return std::make_unique<CanonicalLineEnds>(out); });
      BufferedSource canonical(lines);
      return open_input(canonical);
    }
    open_input(in);
  }

  // Files of old Macintoshes: so many octets hold a line end.
  static bool has_only_cr(BufferedSource& in) {
    constexpr std::size_t enough = 4096;
    return line_end_of(in.peek(enough)) == '\r';
  }

  void open_input(BufferedSource& in) {
    const ByteView head = in.peek(2 * kCmsHeadOctets);
    if (cms_type(head)) {
      open_cms(in);
    } else if (looks_like_pem(head)) {
      open_pem(in);
    } else if (looks_like_base64_cms(head)) {
      oddity("base64 without a header (RFC 8551, 3.2)");
      CodedSource octets(in, decoder(TransferEncoding::base64));
      BufferedSource cms(octets);
      open_cms(cms);
    } else {
      from_mail_ = true;
      open_message(in);
    }
    primitives::NullSink rest;  // what follows the last part: it comes through a pipe perhaps
    cms::pump(in, rest);
  }

  void open_message(BufferedSource& in) {
    skip_from_line(in);
    Head head = read_head(in);
    take_header(head.header);
    if (options_.part) return open_chosen_part(head, in);
    open_entity(head, in);
  }

  void take_header(const Header& header) {
    result_.header = header;
    if (!options_.from) sender_ = ClaimedSender::of(header);
  }

  void look_into_parts() {
    open_parts(result_, storage_, [this](const Head& head, BufferedSource& body, Storage& place) {
      return Opener(place, options_, random_).run_part(result_.header, head, body);
    });
    const bool plain = from_mail_ && result_.layers.empty() && result_.parts.empty();
    if (plain) note("the message is neither signed nor encrypted");
  }

  void open_chosen_part(const Head& head, BufferedSource& body) {
    bool found = false;
    visit_parts(head.header, body, [&](const PartName& name, const Head& part, BufferedSource& in) {
      if (name.place != *options_.part) return;
      found = true;
      note("only " + name.text() + " was opened: nothing around it is protected with it");
      open_entity(part, in);
    });
    if (found) return;
    throw Stop{Verdict::malformed, Reason::no_content,
               "the message has no part " + *options_.part + " that could be opened"};
  }

  void open_pem(BufferedSource& in) {
    const auto label = enter_pem(in);
    if (!label) {
      throw Error(ErrorKind::malformed, "PEM without a CMS object",
                  "its label is CMS, or PKCS7 in old files", "RFC 7468, 8 and 9", 0);
    }
    PemSource octets(in, *label);
    BufferedSource cms(octets);
    open_cms(cms);
  }

  void open_entity(const Head& head, BufferedSource& body) {
    switch (kind_of(head.header)) {
      case EntityKind::plain: {
        result_.stored = storage_.content();
        result_.stored->write(head.octets);
        cms::pump(body, *result_.stored);
        return result_.stored->finish();
      }
      case EntityKind::multipart_signed:
        return open_multipart_signed(head.header, body);
      case EntityKind::cms:
        break;
    }
    const ParameterizedValue type = content_type_of(head.header);
    if (type.value == "application/pkcs7-mime" && !type.parameter("smime-type")) {
      oddity("Content-Type has no smime-type parameter (RFC 8551, 3.2.2)");
    }
    CodedSource octets(body, decoder(encoding_of(head.header)));
    BufferedSource cms(octets);
    open_cms(cms);
  }

  // Layers are counted, so that nested messages end.
  Layer& new_layer(const asn1::ObjectIdentifier& content_type, std::string form) {
    if (result_.layers.size() == options_.most_layers) {
      throw Stop{Verdict::malformed, Reason::limit_exceeded,
                 "more than " + std::to_string(options_.most_layers) + " layers"};
    }
    Layer& layer = result_.layers.emplace_back();
    layer.type = cms::content_type_name(content_type);
    layer.form = std::move(form);
    return layer;
  }

  // What a layer held: another S/MIME entity, or the content itself.
  void open_inner(const LayerContent& content) {
    result_.layers.back().content_header = content.header();
    if (content.mistyped()) {
      oddity(
          "a layer says that it holds another CMS object, and holds something else "
          "(RFC 5652, 5.2 and 6.1)");
    }
    if (content.kind() == ContentKind::innermost) {
      result_.stored = content.stored();
      return;
    }
    const auto source = content.source();
    BufferedSource in(*source);
    if (content.kind() == ContentKind::cms) return open_cms(in);
    const Head head = read_head(in);
    open_entity(head, in);
  }

  void open_cms(BufferedSource& in) {
    const bool encrypted = cms_type(in.peek(kCmsHeadOctets)) == cms::id_encryptedData;
    if (encrypted && options_.secret_keys.size() > 1) return open_with_any_key(in);
    open_content_info(in, options_);
  }

  // EncryptedData does not say under which key: each is tried. \standard{RFC 5652, 8}
  void open_with_any_key(Source& in) {
    const auto message = storage_.layer();
    cms::pump(in, *message);
    message->finish();
    OpenOptions one = options_;
    for (const Secret& key : options_.secret_keys) {
      one.secret_keys = {key};
      const OpenResult before = result_;
      try {
        const auto source = message->source();
        return open_content_info(*source, one);
      } catch (const Stop&) {
        const bool opened = result_.layers.size() > before.layers.size() + 1;
        if (opened || &key == &options_.secret_keys.back()) throw;
        result_ = before;
      }
    }
  }

  void open_content_info(Source& in, const OpenOptions& options) {
    asn1::StreamReader stream(in);
    const auto type = cms::enter_content_info(stream);
    if (type == cms::id_signedData) return open_signed(stream);
    if (!is_content_layer(type)) {
      throw Stop{Verdict::malformed, Reason::type_mismatch,
                 "content of type " + cms::content_type_name(type) +
                     " is not one that S/MIME messages have"};
    }
    Layer& layer = new_layer(type, {});
    LayerContent content(storage_);
    content.finish(
        open_content_layer(type, stream, content, options, random_, layer, result_.notes));
    check_deciphered(layer, content);
    open_inner(content);
  }

  // Changing CBC's ciphertext turns a block into another one and its neighbour into noise: in mail
  // it shows where the structure no longer is that of MIME. \standard{RFC 8551, 6}
  void check_deciphered(const Layer& layer, const LayerContent& content) {
    const bool cbc = !layer.cipher.empty() && layer.cipher.find("cbc") != std::string::npos;
    if (!from_mail_ || !cbc || content.well_formed()) return;
    oddity(
        "what was deciphered is no MIME entity; the encryption is not authenticated, so it may "
        "have "
        "been changed on its way (RFC 8551, 3.1 and 6)");
  }

  void open_signed(asn1::StreamReader& stream) {
    Layer& layer = new_layer(cms::id_signedData, "opaque");
    LayerContent content(storage_);
    const SignedLayer verified{options_, sender_, layer, result_.notes};
    if (verified.open_signed_data(stream, content)) open_inner(content);
  }

  void open_multipart_signed(const Header& header, BufferedSource& body) {
    Layer& layer = new_layer(cms::id_signedData, "multipart-signed");
    LayerContent content(storage_);
    const SignedLayer verified{options_, sender_, layer, result_.notes};
    const bool closed = verified.open_multipart(header, body, content);
    if (!closed) oddity("the last boundary line is missing (RFC 2046, 5.1.1)");
    open_inner(content);
  }

  void note(std::string text) { result_.notes.push_back(std::move(text)); }

  // Odd in form but harmless: a note, or with --pedantic a refusal.
  void oddity(const std::string& text) {
    odd_.push_back(text);
    note(text);
  }

  Storage& storage_;
  const OpenOptions& options_;
  RandomSource& random_;
  ClaimedSender sender_;
  bool from_mail_ = false;  // not a bare CMS object
  std::vector<std::string> odd_;
  OpenResult result_;
};

}  // namespace

OpenResult open(Source& input, Storage& storage, const OpenOptions& options, RandomSource& random) {
  return Opener(storage, options, random).run(input);
}

OpenResult open(ByteView input, const OpenOptions& options, RandomSource& random) {
  primitives::BytesSource source(input);
  MemoryStorage storage;
  OpenResult result = open(source, storage, options, random);
  if (result.stored) result.content = static_cast<StoredInMemory&>(*result.stored).take();
  result.stored.reset();
  return result;
}

}  // namespace smime::mime::secure
