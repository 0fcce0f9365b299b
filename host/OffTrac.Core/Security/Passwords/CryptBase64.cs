using System.Text;

namespace OffTrac.Core.Security.Passwords;

/// <summary>The base 64 of Unix's <c>crypt</c>: another alphabet, lowest six bits first.</summary>
internal static class CryptBase64
{
    public const string Alphabet = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static void Append(StringBuilder text, int high, int middle, int low, int characters)
    {
        var bits = (high << 16) | (middle << 8) | low;
        for (var i = 0; i < characters; i++)
        {
            text.Append(Alphabet[bits & 63]);
            bits >>= 6;
        }
    }
}
