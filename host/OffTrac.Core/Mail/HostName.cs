using System.Net.NetworkInformation;

namespace OffTrac.Core.Mail;

/// <summary>What this machine calls itself towards mail servers.</summary>
internal static class HostName
{
    /// <summary>Its full name; without one the address literal that RFC 5321, 4.1.4 has for that.</summary>
    public static string Own { get; } = Find();

    private static string Find()
    {
        try
        {
            var properties = IPGlobalProperties.GetIPGlobalProperties();
            var name = properties.DomainName.Length > 0 ? $"{properties.HostName}.{properties.DomainName}" : properties.HostName;
            return name.Contains('.', StringComparison.Ordinal) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-')
                ? name
                : "[127.0.0.1]";
        }
        catch (NetworkInformationException)
        {
            return "[127.0.0.1]";
        }
    }
}
