using OffTrac.Core.Configuration;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Host.Web;

/// <summary>The options of Trac that the web server reads, by Trac's rules; empty while there is no configuration.</summary>
internal sealed class SiteConfiguration(Func<IEnvironmentConfiguration?> current)
{
    /// <summary>Compare it to know whether something made from the options is stale.</summary>
    public long Version => current()?.Version ?? -1;

    public bool SecureCookies => GetBool("trac", "secure_cookies");

    public bool CheckAuthIp => GetBool("trac", "check_auth_ip");

    public bool IgnoreAuthCase => GetBool("trac", "ignore_auth_case");

    public int AuthCookieLifetime => GetInt("trac", "auth_cookie_lifetime", 0);

    public string? Get(string section, string option) => current()?.Get(section, option);

    public IReadOnlyDictionary<string, string> Section(string section) =>
        current()?.Section(section) ?? System.Collections.Frozen.FrozenDictionary<string, string>.Empty;

    public bool GetBool(string section, string option) =>
        current()?.GetBool(section, option, other: false) ?? false;

    public int GetInt(string section, string option, int otherwise) =>
        (int)Math.Clamp(current()?.GetInt(section, option, otherwise) ?? otherwise, int.MinValue, int.MaxValue);

    public IReadOnlyList<string> GetList(string section, string option) =>
        current()?.GetList(section, option, []) ?? [];
}
