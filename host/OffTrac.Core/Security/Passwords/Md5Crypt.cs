using System.Security.Cryptography;
using System.Text;

namespace OffTrac.Core.Security.Passwords;

/// <summary>
/// <c>$apr1$</c>, Apache's form of Poul-Henning Kamp's MD5 crypt: a thousand rounds of MD5 over password, salt and the last result in
/// changing order. Read, never written: it is weak.
/// </summary>
internal static class Md5Crypt
{
    public const string Magic = "$apr1$";

#pragma warning disable CA5351 // The scheme is defined over MD5.
    public static string Hash(string password, string salt)
    {
        var key = Encoding.UTF8.GetBytes(password);
        var saltBytes = Encoding.UTF8.GetBytes(salt.Length > 8 ? salt[..8] : salt);
        var inner = MD5.HashData([.. key, .. saltBytes, .. key]);
        using var first = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        first.AppendData(key);
        first.AppendData(Encoding.ASCII.GetBytes(Magic));
        first.AppendData(saltBytes);
        for (var left = key.Length; left > 0; left -= 16)
            first.AppendData(inner.AsSpan(0, Math.Min(16, left)));
        for (var bits = key.Length; bits != 0; bits >>= 1)
            first.AppendData((bits & 1) != 0 ? [0] : key[..1]);
        var result = first.GetHashAndReset();
        for (var round = 0; round < 1000; round++)
        {
            first.AppendData((round & 1) != 0 ? key : result);
            if (round % 3 != 0)
                first.AppendData(saltBytes);
            if (round % 7 != 0)
                first.AppendData(key);
            first.AppendData((round & 1) != 0 ? result : key);
            result = first.GetHashAndReset();
        }
        return Magic + Encoding.UTF8.GetString(saltBytes) + "$" + Encode(result);
    }
#pragma warning restore CA5351

    private static string Encode(byte[] hash)
    {
        var text = new StringBuilder(22);
        for (var i = 0; i < 5; i++)
            CryptBase64.Append(text, hash[i], hash[i + 6], hash[i == 4 ? 5 : i + 12], 4);
        CryptBase64.Append(text, 0, 0, hash[11], 2);
        return text.ToString();
    }
}
