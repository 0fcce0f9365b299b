using System.Text;
using Microsoft.Extensions.Options;

namespace OffTrac.Plugins.Macros.Pages;

/// <summary>Names of pages as people read and write them.</summary>
internal sealed class PageNames(IOptionsMonitor<WikiOptions> options)
{
    /// <summary>The name, with blanks between its words where <c>[wiki] split_page_names</c> wants them.</summary>
    public string Show(string name) => options.CurrentValue.SplitPageNames ? Split(name) : name;

    /// <summary>A blank goes between a small letter and a capital one that a small one follows.</summary>
    public static string Split(string name)
    {
        var split = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && i + 1 < name.Length && char.IsAsciiLetterUpper(name[i]) && char.IsAsciiLetterLower(name[i - 1]) && char.IsAsciiLetterLower(name[i + 1]))
                split.Append(' ');
            split.Append(name[i]);
        }

        return split.ToString();
    }

    /// <summary>What <c>./Sub</c> or <c>../Other</c> means on a page; other names are left as they are.</summary>
    public static string Resolve(string name, string page)
    {
        if (name is not ("." or "..") && !name.StartsWith("./", StringComparison.Ordinal) && !name.StartsWith("../", StringComparison.Ordinal))
            return name;
        List<string> resolved = [.. page.Split('/')];
        var parts = name.Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] is not ("." or ".."))
            {
                resolved.AddRange(parts[i..]);
                break;
            }

            if (parts[i] == ".." && resolved.Count > 0)
                resolved.RemoveAt(resolved.Count - 1);
        }

        return string.Join('/', resolved);
    }
}
