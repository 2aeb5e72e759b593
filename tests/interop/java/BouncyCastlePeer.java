// Bouncy Castle on the other side: makes CMS objects of every kind, and opens ours. It reads lines
// "make KIND FILE" and "open KIND FILE", and answers each with "ok" or "refused: why".
import java.io.*;
import java.nio.file.*;
import java.security.*;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.util.*;
import javax.crypto.spec.*;
import org.bouncycastle.asn1.*;
import org.bouncycastle.asn1.cms.*;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.ess.*;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.*;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.*;
import org.bouncycastle.cert.*;
import org.bouncycastle.cert.jcajce.*;
import org.bouncycastle.cms.*;
import org.bouncycastle.cms.jcajce.*;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.*;
import org.bouncycastle.operator.jcajce.*;
import org.bouncycastle.util.CollectionStore;
import org.bouncycastle.util.Store;

public class BouncyCastlePeer {
  static byte[] content;
  static final byte[] KEK_NAME = {1, 2};

  public static void main(String[] arguments) throws Exception {
    Security.addProvider(new BouncyCastleProvider());
    content = Files.readAllBytes(Path.of("content"));
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    for (String line; (line = lines.readLine()) != null; ) {
      String[] words = line.split(" ");
      String answer = "ok";
      try {
        if (words[0].equals("make")) {
          Files.write(Path.of(words[2]), make(words[1]));
        } else {
          open(words[1], Files.readAllBytes(Path.of(words[2])));
        }
      } catch (Throwable e) {
        answer = "refused: " + e.getMessage();
      }
      System.out.println(words[0] + " " + words[1] + ": " + answer.replace('\n', ' '));
    }
  }

  // People and secrets

  static PrivateKey key(String name) throws Exception {
    try (PEMParser parser = new PEMParser(new FileReader(name + ".key"))) {
      return new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) parser.readObject());
    }
  }

  static X509CertificateHolder holder(String name) throws Exception {
    try (PEMParser parser = new PEMParser(new FileReader(name + ".crt"))) {
      return (X509CertificateHolder) parser.readObject();
    }
  }

  static X509Certificate certificate(String name) throws Exception {
    return new JcaX509CertificateConverter().getCertificate(holder(name));
  }

  static byte[] keyIdentifier(String name) throws Exception {
    return SubjectKeyIdentifier.fromExtensions(holder(name).getExtensions()).getKeyIdentifier();
  }

  static byte[] secret(String file) throws Exception {
    String text = Files.readString(Path.of(file)).trim();
    return org.bouncycastle.util.encoders.Hex.decode(text);
  }

  static byte[] sharedKey() {
    try {
      return secret("key32");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static char[] password() throws Exception {
    return Files.readString(Path.of("password")).trim().toCharArray();
  }

  // Making

  static byte[] make(String kind) throws Exception {
    if (kind.startsWith("signed")) return sign(kind);
    CMSTypedData data = new CMSProcessableByteArray(content);
    switch (kind) {
      case "compressed":
        return new CMSCompressedDataGenerator()
            .generate(data, new ZlibCompressor()).getEncoded();
      case "encrypted-data":
        return new CMSEncryptedDataGenerator().generate(data,
            new SharedKeyEncryptor(sharedKey())).toASN1Structure().getEncoded();
      case "authenticated":
        CMSAuthenticatedDataGenerator mac = new CMSAuthenticatedDataGenerator();
        mac.addRecipientInfoGenerator(recipient("v1_5"));
        return mac.generate(data,
            new JceCMSMacCalculatorBuilder(PKCSObjectIdentifiers.id_hmacWithSHA256)
                .setProvider("BC").build(),
            digests().get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256))).getEncoded();
      default:
        return envelop(kind.substring("enveloped-".length()), data);
    }
  }

  static DigestCalculatorProvider digests() throws Exception {
    return new JcaDigestCalculatorProviderBuilder().setProvider("BC").build();
  }

  static SignerInfoGenerator signer(String name, String kind) throws Exception {
    String algorithm = "SHA256withRSA";
    for (String digest : new String[] {"md5", "sha1", "sha224", "sha384", "sha512"}) {
      if (kind.endsWith(digest)) algorithm = digest.toUpperCase() + "withRSA";
    }
    if (kind.equals("signed-pss")) algorithm = "SHA256withRSAandMGF1";
    if (kind.equals("signed-dsa")) algorithm = "SHA256withDSA";
    ContentSigner content =
        new JcaContentSignerBuilder(algorithm).setProvider("BC").build(key(name));
    JcaSignerInfoGeneratorBuilder builder = new JcaSignerInfoGeneratorBuilder(digests());
    builder.setDirectSignature(kind.equals("signed-no-attributes"));
    if (kind.equals("signed-signing-certificate")) {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(holder(name).getEncoded());
      ASN1EncodableVector attributes = new ASN1EncodableVector();
      attributes.add(new Attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2,
          new DERSet(new SigningCertificateV2(new ESSCertIDv2(hash)))));
      builder.setSignedAttributeGenerator(
          new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes)));
    }
    if (kind.equals("signed-key-identifier")) return builder.build(content, keyIdentifier(name));
    return builder.build(content, holder(name));
  }

  static byte[] sign(String kind) throws Exception {
    String who = kind.equals("signed-dsa") ? "diane" : "katie";
    Store<X509CertificateHolder> certificates =
        new CollectionStore<>(List.of(holder("katie"), holder("bob"), holder("diane")));
    if (kind.equals("signed-indefinite")) {
      CMSSignedDataStreamGenerator stream = new CMSSignedDataStreamGenerator();
      stream.addSignerInfoGenerator(signer(who, kind));
      stream.addCertificates(certificates);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (OutputStream to = stream.open(out, true)) { to.write(content); }
      return out.toByteArray();
    }
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addCertificates(certificates);
    if (kind.equals("signed-certs-only")) {
      return generator.generate(new CMSAbsentContent(), false).getEncoded();
    }
    generator.addSignerInfoGenerator(signer(who, kind));
    if (kind.equals("signed-two")) generator.addSignerInfoGenerator(signer("bob", kind));
    boolean inside = !kind.equals("signed-detached");
    CMSSignedData data = generator.generate(new CMSProcessableByteArray(content), inside);
    if (kind.equals("signed-countersigned")) {
      CMSSignedDataGenerator counter = new CMSSignedDataGenerator();
      counter.addSignerInfoGenerator(signer("bob", kind));
      SignerInformation first = data.getSignerInfos().iterator().next();
      SignerInformation both = SignerInformation.addCounterSigners(
          first, counter.generateCounterSigners(first));
      data = CMSSignedData.replaceSigners(data, new SignerInformationStore(both));
    }
    return data.getEncoded(ASN1Encoding.DER);
  }

  static RecipientInfoGenerator recipient(String kind) throws Exception {
    X509Certificate bob = certificate("bob");
    switch (kind) {
      case "oaep-sha1":
      case "oaep-sha256":
        String digest = kind.equals("oaep-sha1") ? "SHA-1" : "SHA-256";
        return new JceKeyTransRecipientInfoGenerator(bob,
            new JcaAlgorithmParametersConverter().getAlgorithmIdentifier(
                PKCSObjectIdentifiers.id_RSAES_OAEP,
                new OAEPParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest),
                    PSource.PSpecified.DEFAULT))).setProvider("BC");
      case "key-identifier":
        return new JceKeyTransRecipientInfoGenerator(
            keyIdentifier("bob"), bob.getPublicKey()).setProvider("BC");
      case "kek-aes":
        return kek(new SecretKeySpec(secret("key32"), "AES"));
      case "kek-3des":
        return kek(new SecretKeySpec(secret("key24"), "DESede"));
      case "password":
        return new JcePasswordRecipientInfoGenerator(CMSAlgorithm.AES256_CBC, password())
            .setProvider("BC").setPasswordConversionScheme(PasswordRecipient.PKCS5_SCHEME2_UTF8)
            .setSaltAndIterationCount(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, 2048);
      default:
        return new JceKeyTransRecipientInfoGenerator(bob).setProvider("BC");
    }
  }

  static RecipientInfoGenerator kek(SecretKeySpec key) {
    return new JceKEKRecipientInfoGenerator(new KEKIdentifier(KEK_NAME, null, null), key)
        .setProvider("BC");
  }

  static OutputEncryptor encryptor(String kind) throws Exception {
    Map<String, ASN1ObjectIdentifier> ciphers = Map.of(
        "des-cbc", CMSAlgorithm.DES_CBC, "des-ede3-cbc", CMSAlgorithm.DES_EDE3_CBC,
        "kek-3des", CMSAlgorithm.DES_EDE3_CBC, "aes-128-cbc", CMSAlgorithm.AES128_CBC,
        "aes-192-cbc", CMSAlgorithm.AES192_CBC, "aes-128-gcm", CMSAlgorithm.AES128_GCM,
        "aes-192-gcm", CMSAlgorithm.AES192_GCM, "aes-256-gcm", CMSAlgorithm.AES256_GCM);
    if (kind.startsWith("rc2")) {
      int bits = Integer.parseInt(kind.substring(4));
      return new JceCMSContentEncryptorBuilder(CMSAlgorithm.RC2_CBC, bits)
          .setProvider("BC").build();
    }
    return new JceCMSContentEncryptorBuilder(ciphers.getOrDefault(kind, CMSAlgorithm.AES256_CBC))
        .setProvider("BC").build();
  }

  static byte[] envelop(String kind, CMSTypedData data) throws Exception {
    OutputEncryptor encryptor = encryptor(kind);
    if (kind.endsWith("gcm")) {
      CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
      generator.addRecipientInfoGenerator(recipient(kind));
      return generator.generate(data, (OutputAEADEncryptor) encryptor).getEncoded();
    }
    if (kind.equals("indefinite")) {
      CMSEnvelopedDataStreamGenerator stream = new CMSEnvelopedDataStreamGenerator();
      stream.addRecipientInfoGenerator(recipient(kind));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (OutputStream to = stream.open(out, encryptor)) { to.write(content); }
      return out.toByteArray();
    }
    CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
    if (kind.equals("two")) {
      generator.addRecipientInfoGenerator(
          new JceKeyTransRecipientInfoGenerator(certificate("katie")).setProvider("BC"));
    }
    generator.addRecipientInfoGenerator(recipient(kind));
    if (kind.equals("originator")) {
      generator.setOriginatorInfo(new OriginatorInfoGenerator(holder("katie")).generate());
    }
    if (kind.equals("unprotected")) {
      ASN1EncodableVector attributes = new ASN1EncodableVector();
      attributes.add(new Attribute(new ASN1ObjectIdentifier("2.999.1"),
          new DERSet(new DEROctetString(new byte[] {7}))));
      generator.setUnprotectedAttributeGenerator(
          new SimpleAttributeTableGenerator(new AttributeTable(attributes)));
    }
    return generator.generate(data, encryptor).getEncoded();
  }

  // Opening

  static void require(boolean right, String what) throws Exception {
    if (!right) throw new Exception(what);
  }

  static void open(String kind, byte[] octets) throws Exception {
    byte[] found;
    if (kind.startsWith("signed")) {
      found = verify(kind, octets);
    } else if (kind.equals("compressed")) {
      found = new CMSCompressedData(octets).getContent(new ZlibExpanderProvider());
    } else if (kind.equals("digested")) {
      CMSDigestedData digested = new CMSDigestedData(octets);
      require(digested.verify(digests()), "the digest does not fit");
      found = (byte[]) digested.getDigestedContent().getContent();
    } else if (kind.equals("encrypted-data")) {
      found = new CMSEncryptedData(
          org.bouncycastle.asn1.cms.ContentInfo.getInstance(octets)).getContent(
          algorithm -> new SharedKeyDecryptor(sharedKey(), algorithm));
    } else if (kind.equals("authenticated")) {
      CMSAuthenticatedData data = new CMSAuthenticatedData(octets, digests());
      RecipientInformation bob = data.getRecipientInfos().iterator().next();
      found = bob.getContent(new JceKeyTransAuthenticatedRecipient(key("bob")).setProvider("BC"));
      byte[] digest = data.getContentDigest();
      require(digest == null || Arrays.equals(digest,
          MessageDigest.getInstance("SHA-256").digest(content)), "another content digest");
      require(Arrays.equals(bob.getMac(), data.getMac()), "another code");
    } else {
      found = decrypt(kind.substring("enveloped-".length()), octets);
    }
    require(kind.equals("signed-certs-only") || Arrays.equals(found, content), "another content");
  }

  static byte[] verify(String kind, byte[] octets) throws Exception {
    CMSSignedData data = kind.equals("signed-detached")
        ? new CMSSignedData(new CMSProcessableByteArray(content), octets)
        : new CMSSignedData(octets);
    if (kind.equals("signed-certs-only")) {
      require(data.getCertificates().getMatches(null).size() >= 2, "too few certificates");
      return null;
    }
    int signers = 0;
    for (SignerInformation signer : data.getSignerInfos().getSigners()) {
      check(data, signer);
      ++signers;
      SignerInformationStore counter = signer.getCounterSignatures();
      require(kind.equals("signed-countersigned") == (counter.size() > 0), "no countersignature");
      for (SignerInformation one : counter.getSigners()) check(data, one);
    }
    require(signers == (kind.equals("signed-two") ? 2 : 1), "another number of signers");
    return (byte[]) data.getSignedContent().getContent();
  }

  @SuppressWarnings("unchecked")
  static void check(CMSSignedData data, SignerInformation signer) throws Exception {
    Collection<X509CertificateHolder> found = data.getCertificates().getMatches(signer.getSID());
    require(!found.isEmpty(), "no certificate of the signer");
    require(signer.verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC")
        .build(found.iterator().next())), "the signature does not verify");
  }

  static byte[] decrypt(String kind, byte[] octets) throws Exception {
    Recipient recipient = kind.endsWith("gcm")
        ? new JceKeyTransAuthEnvelopedRecipient(key("bob")).setProvider("BC")
        : new JceKeyTransEnvelopedRecipient(key("bob")).setProvider("BC");
    if (kind.equals("kek-aes")) {
      recipient = new JceKEKEnvelopedRecipient(new SecretKeySpec(secret("key32"), "AES"));
    } else if (kind.equals("kek-3des")) {
      recipient = new JceKEKEnvelopedRecipient(new SecretKeySpec(secret("key24"), "DESede"));
    } else if (kind.equals("password")) {
      recipient = new JcePasswordEnvelopedRecipient(password()).setProvider("BC")
          .setPasswordConversionScheme(PasswordRecipient.PKCS5_SCHEME2_UTF8);
    }
    Iterable<RecipientInformation> infos = kind.endsWith("gcm")
        ? new CMSAuthEnvelopedData(octets).getRecipientInfos()
        : new CMSEnvelopedData(octets).getRecipientInfos();
    byte[] found = null;
    for (RecipientInformation info : infos) {
      RecipientId id = info.getRID();
      boolean mine = !(id instanceof KeyTransRecipientId)
          || ((KeyTransRecipientId) id).match(holder("bob"));
      if (mine) found = info.getContent(recipient);
    }
    return found;
  }

  // AES-256 in CBC mode under a key that both sides have, for EncryptedData.

  static javax.crypto.Cipher aes(int mode, byte[] key, byte[] iv) {
    try {
      javax.crypto.Cipher cipher = javax.crypto.Cipher.getInstance("AES/CBC/PKCS5Padding", "BC");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  record SharedKeyEncryptor(byte[] key) implements OutputEncryptor {
    static final byte[] IV = new byte[16];
    public AlgorithmIdentifier getAlgorithmIdentifier() {
      return new AlgorithmIdentifier(CMSAlgorithm.AES256_CBC, new DEROctetString(IV));
    }
    public OutputStream getOutputStream(OutputStream out) {
      return new javax.crypto.CipherOutputStream(out, aes(javax.crypto.Cipher.ENCRYPT_MODE, key, IV));
    }
    public GenericKey getKey() { return new GenericKey(key); }
  }

  record SharedKeyDecryptor(byte[] key, AlgorithmIdentifier algorithm) implements InputDecryptor {
    public AlgorithmIdentifier getAlgorithmIdentifier() { return algorithm; }
    public InputStream getInputStream(InputStream in) {
      byte[] iv = ASN1OctetString.getInstance(algorithm.getParameters()).getOctets();
      return new javax.crypto.CipherInputStream(in, aes(javax.crypto.Cipher.DECRYPT_MODE, key, iv));
    }
  }
}
