using System.Security.Cryptography;
using System.Text;

namespace OffTrac.Core.Security.Passwords;

/// <summary>The hashes of htpasswd files: <c>{SHA}</c>, <c>$apr1$</c>, bcrypt, SHA-crypt (<c>$5$</c>, <c>$6$</c>) and DES crypt.</summary>
public static class PasswordHash
{
    private const int Cost = 10;

    /// <summary>Makes a hash for a new password: bcrypt.</summary>
    public static string Create(string password) => Bcrypt.Hash(password, Bcrypt.MakeSetting(Cost, RandomNumberGenerator.GetBytes(16)))!;

    /// <summary>Whether a password belongs to a hash, compared in constant time. A hash of a kind that nobody knows belongs to none.</summary>
    public static bool Verify(string password, string hash)
    {
        var made = password.Contains('\0', StringComparison.Ordinal) ? null : HashAs(password, hash);
        return made is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(made), Encoding.UTF8.GetBytes(hash));
    }

    /// <summary>Whether <see cref="Verify"/> knows this kind of hash.</summary>
    public static bool IsKnown(string hash) => KindOf(hash) != Kind.Unknown;

    private static string? HashAs(string password, string hash) => KindOf(hash) switch
    {
        Kind.Sha1 => Sha1(password),
        Kind.Md5 => Md5Crypt.Hash(password, hash[Md5Crypt.Magic.Length..].Split('$')[0]),
        Kind.Bcrypt => Bcrypt.Hash(password, hash),
        Kind.ShaCrypt => ShaCrypt.Hash(password, hash),
        Kind.DesCrypt => DesCrypt.Hash(password, hash[..2]),
        _ => null,
    };

    private static Kind KindOf(string hash)
    {
        if (hash.StartsWith("{SHA}", StringComparison.Ordinal))
            return Kind.Sha1;
        if (hash.StartsWith(Md5Crypt.Magic, StringComparison.Ordinal))
            return Kind.Md5;
        if (hash.StartsWith("$2", StringComparison.Ordinal))
            return Kind.Bcrypt;
        if (hash.StartsWith("$5$", StringComparison.Ordinal) || hash.StartsWith("$6$", StringComparison.Ordinal))
            return Kind.ShaCrypt;
        return hash.Length == 13 && hash.All(c => CryptBase64.Alphabet.Contains(c, StringComparison.Ordinal)) ? Kind.DesCrypt : Kind.Unknown;
    }

#pragma warning disable CA5350 // The kind {SHA} is defined over SHA-1; it is read, never written.
    private static string Sha1(string password) => "{SHA}" + Convert.ToBase64String(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5350

    private enum Kind
    {
        Unknown,
        Sha1,
        Md5,
        Bcrypt,
        ShaCrypt,
        DesCrypt,
    }
}
