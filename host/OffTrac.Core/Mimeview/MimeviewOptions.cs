using OffTrac.Core.Configuration;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Mimeview;

/// <summary>Section <c>[mimeviewer]</c> as Trac reads it, with Trac's defaults.</summary>
internal sealed class MimeviewOptions(IEnvironmentConfiguration configuration)
{
    private const string Section = "mimeviewer";

    private static readonly string[] s_map = ["text/x-dylan:dylan", "text/x-idl:ice", "text/x-ada:ads:adb"];
    private static readonly string[] s_patterns = [@"text/plain:README(?!\.rst)|INSTALL(?!\.rst)|COPYING.*"];
    private static readonly string[] s_binary =
        ["application/octet-stream", "application/pdf", "application/postscript", "application/msword", "application/rtf"];

    /// <summary>Each a type and its keywords, parted by colons.</summary>
    public IReadOnlyList<string> Map => configuration.GetList(Section, "mime_map", s_map);

    /// <summary>Each a type, a colon, and a regular expression that file names begin with.</summary>
    public IReadOnlyList<string> Patterns => configuration.GetList(Section, "mime_map_patterns", s_patterns);

    public IReadOnlyList<string> TreatedAsBinary => configuration.GetList(Section, "treat_as_binary", s_binary);

    /// <summary>Each a type, a language and a quality, parted by colons.</summary>
    public IReadOnlyList<string> SourceModes => configuration.GetList(Section, "pygments_modes", []);

    /// <summary>How far apart tab stops are.</summary>
    public int TabWidth => (int)Math.Clamp(configuration.GetInt(Section, "tab_width", 8), 0, 100);
}
