// Opening a signed layer: opaque, clear-signed or detached (RFC 8551, 3.5).
#pragma once

#include <string>
#include <vector>

#include "asn1/stream_reader.hpp"
#include "mime/buffered_source.hpp"
#include "mime/canonical.hpp"
#include "mime/smime/layer.hpp"
#include "mime/smime/layer_content.hpp"

namespace smime::mime::secure {

/// One signed layer on its way: reads it, stores what it holds, and judges its signers.
struct SignedLayer {
  const OpenOptions& options;
  const ClaimedSender& sender;
  Layer& layer;
  std::vector<std::string>& notes;

  /// A SignedData behind `enter_content_info`, to the end: opaque, detached, or certificates alone.
  /// @return whether there is a content
  bool open_signed_data(asn1::StreamReader& stream, LayerContent& content) const;

  /// The body of multipart/signed. \standard{RFC 8551, 3.5.3}
  /// @return whether the last boundary line was there
  bool open_multipart(const Header& header, BufferedSource& body, LayerContent& content) const;

 private:
  void verify_detached(const cms::SignedData& data, LayerContent& content) const;
  void verify(const cms::SignedData& data, cms::ContentDigests digests,
              const LayerContent& content) const;
  bool fits_with_line_ends(const cms::SignedData& data, const Content& as_it_stands, LoneCr lone_cr,
                           const LayerContent& content) const;
  bool digest_differs() const;
};

}  // namespace smime::mime::secure
