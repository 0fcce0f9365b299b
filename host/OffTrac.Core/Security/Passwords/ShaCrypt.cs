using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OffTrac.Core.Security.Passwords;

/// <summary><c>$5$</c> and <c>$6$</c>: Ulrich Drepper's "Unix crypt using SHA-256 and SHA-512", step by step as it numbers them.</summary>
internal static class ShaCrypt
{
    private const int DefaultRounds = 5000;
    private const int MinRounds = 1000;

    // The text allows 999999999; so many would block the server for minutes.
    private const int MaxRounds = 2_000_000;

    /// <param name="password">Password.</param>
    /// <param name="setting"><c>$6$[rounds=N$]salt[$…]</c>; what follows the salt does not count.</param>
    /// <returns>Null when the setting is malformed.</returns>
    public static string? Hash(string password, string setting)
    {
        var name = setting.StartsWith("$5$", StringComparison.Ordinal) ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA512;
        var rest = setting[3..];
        var rounds = DefaultRounds;
        var written = "";
        if (rest.StartsWith("rounds=", StringComparison.Ordinal))
        {
            var dollar = rest.IndexOf('$', StringComparison.Ordinal);
            if (dollar < 0 || !int.TryParse(rest.AsSpan(7, dollar - 7), NumberStyles.None, CultureInfo.InvariantCulture, out rounds) || rounds > MaxRounds)
                return null;
            rounds = Math.Max(rounds, MinRounds);
            written = string.Create(CultureInfo.InvariantCulture, $"rounds={rounds}$");
            rest = rest[(dollar + 1)..];
        }
        var end = rest.IndexOf('$', StringComparison.Ordinal);
        var salt = end < 0 ? rest : rest[..end];
        if (salt.Length > 16)
            salt = salt[..16];
        var digest = Digest(Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(salt), rounds, name);
        return $"{setting[..3]}{written}{salt}${(digest.Length == 32 ? Encode256(digest) : Encode512(digest))}";
    }

    private static byte[] Digest(byte[] key, byte[] salt, int rounds, HashAlgorithmName name)
    {
        using var hash = IncrementalHash.CreateHash(name);
        hash.AppendData(key);
        hash.AppendData(salt);
        hash.AppendData(key);
        var b = hash.GetHashAndReset();
        hash.AppendData(key);
        hash.AppendData(salt);
        hash.AppendData(Repeat(b, key.Length));
        for (var bits = key.Length; bits > 0; bits >>= 1)
            hash.AppendData((bits & 1) != 0 ? b : key);
        var a = hash.GetHashAndReset();
        for (var i = 0; i < key.Length; i++)
            hash.AppendData(key);
        var p = Repeat(hash.GetHashAndReset(), key.Length);
        for (var i = 0; i < 16 + a[0]; i++)
            hash.AppendData(salt);
        var s = Repeat(hash.GetHashAndReset(), salt.Length);
        for (var round = 0; round < rounds; round++)
        {
            hash.AppendData((round & 1) != 0 ? p : a);
            if (round % 3 != 0)
                hash.AppendData(s);
            if (round % 7 != 0)
                hash.AppendData(p);
            hash.AppendData((round & 1) != 0 ? a : p);
            a = hash.GetHashAndReset();
        }
        return a;
    }

    private static byte[] Repeat(byte[] bytes, int length)
    {
        var repeated = new byte[length];
        for (var i = 0; i < length; i++)
            repeated[i] = bytes[i % bytes.Length];
        return repeated;
    }

    private static string Encode256(byte[] a)
    {
        var text = new StringBuilder(43);
        for (int i = 0, x = 0, y = 10, z = 20; i < 10; i++, (x, y, z) = (z + 1, x + 1, y + 1))
            CryptBase64.Append(text, a[x], a[y], a[z], 4);
        CryptBase64.Append(text, 0, a[31], a[30], 3);
        return text.ToString();
    }

    private static string Encode512(byte[] a)
    {
        var text = new StringBuilder(86);
        for (int i = 0, x = 0, y = 21, z = 42; i < 21; i++, (x, y, z) = (y + 1, z + 1, x + 1))
            CryptBase64.Append(text, a[x], a[y], a[z], 4);
        CryptBase64.Append(text, 0, 0, a[63], 2);
        return text.ToString();
    }
}
