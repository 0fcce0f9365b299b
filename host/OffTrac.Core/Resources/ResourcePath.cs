using System.Buffers;
using System.Globalization;
using System.Text;
using OffTrac.Sdk.Resources;

namespace OffTrac.Core.Resources;

/// <summary>Addresses below an environment's root, percent-encoded as Trac encodes them.</summary>
internal static class ResourcePath
{
    private static readonly SearchValues<byte> s_unescaped =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~/!*'()"u8);

    /// <summary><c>/realm/id</c>, with <c>?version=</c> for an old version.</summary>
    public static string Usual(Resource resource)
    {
        var path = resource.Id is null ? Of(resource.Realm) : Of(resource.Realm, resource.Id);
        return resource.Version is { } version ? string.Create(CultureInfo.InvariantCulture, $"{path}?version={version}") : path;
    }

    /// <summary>A path of these parts. Slashes within a part stay, those at its ends go.</summary>
    public static string Of(params ReadOnlySpan<string> parts)
    {
        var path = new StringBuilder();
        foreach (var part in parts)
        {
            path.Append('/');
            Append(path, part.Trim('/'));
        }

        return path.ToString();
    }

    private static void Append(StringBuilder path, string part)
    {
        foreach (var value in Encoding.UTF8.GetBytes(part))
        {
            // Neighbouring slashes would name another path for some servers in between; Trac writes one.
            if (value == '/' && path[^1] == '/')
                continue;
            if (s_unescaped.Contains(value))
                path.Append((char)value);
            else
                path.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
        }
    }
}
