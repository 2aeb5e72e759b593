// GnuTLS as a peer: certificates alone, since its primitives are Nettle's.
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include "tests/bench/peer.hpp"

namespace smime::bench {
namespace {

void require(int result, const char* what) {
  if (result < 0) fail("gnutls", what);
}

// Certificates that go with the object.
class Certificates {
 public:
  Certificates() = default;
  explicit Certificates(const std::vector<Bytes>& ders) {
    for (const Bytes& der : ders) {
      const gnutls_datum_t datum{const_cast<unsigned char*>(der.data()),
                                 static_cast<unsigned>(der.size())};
      gnutls_x509_crt_t one = nullptr;
      require(gnutls_x509_crt_init(&one), "gnutls_x509_crt_init");
      list_.push_back(one);
      require(gnutls_x509_crt_import(one, &datum, GNUTLS_X509_FMT_DER), "gnutls_x509_crt_import");
    }
  }
  Certificates(const Certificates&) = delete;
  Certificates& operator=(const Certificates&) = delete;
  ~Certificates() {
    for (gnutls_x509_crt_t one : list_) gnutls_x509_crt_deinit(one);
  }

  gnutls_x509_crt_t* data() { return list_.data(); }
  unsigned size() const { return static_cast<unsigned>(list_.size()); }
  gnutls_x509_crt_t root() const { return list_.back(); }

 private:
  std::vector<gnutls_x509_crt_t> list_;
};

std::shared_ptr<gnutls_x509_trust_list_st> trust_in(gnutls_x509_crt_t root) {
  gnutls_x509_trust_list_t made = nullptr;
  require(gnutls_x509_trust_list_init(&made, 1), "gnutls_x509_trust_list_init");
  std::shared_ptr<gnutls_x509_trust_list_st> list(
      made, [](gnutls_x509_trust_list_t old) { gnutls_x509_trust_list_deinit(old, 0); });
  require(gnutls_x509_trust_list_add_cas(made, &root, 1, 0), "gnutls_x509_trust_list_add_cas");
  return list;
}

void verify(Certificates& chain, gnutls_x509_trust_list_t trusted) {
  unsigned status = 0;
  require(gnutls_x509_trust_list_verify_crt(trusted, chain.data(), chain.size() - 1, 0, &status,
                                            nullptr),
          "gnutls_x509_trust_list_verify_crt");
  if (status != 0) fail("gnutls", "the chain");
}

class GnuTls : public Peer {
 public:
  std::string name() const override { return "gnutls"; }
  std::string version() const override { return gnutls_check_version(nullptr); }

  Body read_certificates(const std::string& pem) override {
    return [=] {
      const gnutls_datum_t datum{reinterpret_cast<unsigned char*>(const_cast<char*>(pem.data())),
                                 static_cast<unsigned>(pem.size())};
      gnutls_x509_crt_t* list = nullptr;
      unsigned count = 0;
      require(gnutls_x509_crt_list_import2(&list, &count, &datum, GNUTLS_X509_FMT_PEM, 0),
              "gnutls_x509_crt_list_import2");
      for (unsigned i = 0; i < count; ++i) gnutls_x509_crt_deinit(list[i]);
      gnutls_free(list);
    };
  }

  Body verify_chain(const std::vector<Bytes>& chain) override {
    return [=] {
      Certificates decoded(chain);
      verify(decoded, trust_in(decoded.root()).get());
    };
  }

  Body verify_decoded_chain(const std::vector<Bytes>& chain) override {
    auto decoded = std::make_shared<Certificates>(chain);
    auto trusted = trust_in(decoded->root());
    return [=] { verify(*decoded, trusted.get()); };
  }
};

}  // namespace

std::unique_ptr<Peer> gnutls() {
  return std::make_unique<GnuTls>();
}

}  // namespace smime::bench
