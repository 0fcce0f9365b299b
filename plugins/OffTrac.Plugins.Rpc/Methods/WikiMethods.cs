using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>What <c>system.methodHelp</c> tells of namespace <c>wiki</c>.</summary>
internal static class WikiMethods
{
    private static readonly RpcParameter s_page = new(RpcType.String, "pagename");
    private static readonly RpcParameter s_version = new(RpcType.Int, "version", "None");
    private static readonly RpcParameter s_path = new(RpcType.String, "path");
    private static readonly RpcParameter s_data = new(RpcType.Binary, "data");

    public static IReadOnlyList<RpcMethod> All { get; } =
    [
        new()
        {
            Name = "getRecentChanges",
            Returns = RpcType.Struct,
            Parameters = [new(RpcType.DateTime, "since")],
            Description = "Pages whose latest version was made at or after a time, the newest first, each as `getPageInfo` tells it.",
        },
        new()
        {
            Name = "getRPCVersionSupported",
            Permission = "WIKI_VIEW",
            Returns = RpcType.Int,
            Description = "Version of the wiki interface: 2.",
        },
        Page("getPage", RpcType.String, "Wiki text of a page, of its latest version unless another is named."),
        PageVersion("getPageVersion", RpcType.String, "Wiki text of a version of a page."),
        Page("getPageHTML", RpcType.String, "A page as HTML, its latest version unless another is named."),
        Page("getPageHTMLVersion", RpcType.String, "A version of a page as HTML."),
        new() { Name = "getAllPages", Returns = RpcType.Array, Description = "Names of all pages." },
        Page("getPageInfo", RpcType.Struct, "Name, version, author, time and comment of a page, of its latest version unless another is named."),
        PageVersion("getPageInfoVersion", RpcType.Struct, "Name, version, author, time and comment of a version of a page."),
        new()
        {
            Name = "putPage",
            Returns = RpcType.Boolean,
            Parameters = [s_page, new(RpcType.String, "content"), new(RpcType.Struct, "attributes")],
            Description = "Writes a page. Attributes are `comment`, `author`, and `readonly` for those with `WIKI_ADMIN`.",
        },
        new()
        {
            Name = "listAttachments",
            Returns = RpcType.Array,
            Parameters = [s_page],
            Description = "Paths of a page's attachments, such as `WikiStart/map.png`.",
        },
        new() { Name = "getAttachment", Returns = RpcType.Binary, Parameters = [s_path], Description = "Content of an attachment." },
        new()
        {
            Name = "putAttachment",
            Returns = RpcType.Boolean,
            Parameters = [s_path, s_data],
            Description = "Adds an attachment in the place of one of that name.",
        },
        new()
        {
            Name = "putAttachmentEx",
            Returns = RpcType.Boolean,
            Parameters = [s_page, new(RpcType.String, "filename"), new(RpcType.String, "description"), s_data, new(RpcType.Boolean, "replace", "True")],
            Description = "Adds an attachment and gives its name, which is another one when that name is taken and nothing is to be replaced.",
        },
        new()
        {
            Name = "deletePage",
            Returns = RpcType.Boolean,
            Parameters = [new(RpcType.String, "name"), s_version],
            Description = "Deletes a page with its attachments, or one version of it. False when there is none.",
        },
        new() { Name = "deleteAttachment", Returns = RpcType.Boolean, Parameters = [s_path], Description = "Deletes an attachment." },
        new()
        {
            Name = "listLinks",
            Permission = "WIKI_VIEW",
            Returns = RpcType.Array,
            Parameters = [s_page],
            Description = "Kept for old clients: always empty.",
        },
        new()
        {
            Name = "wikiToHtml",
            Permission = "WIKI_VIEW",
            Returns = RpcType.String,
            Parameters = [new(RpcType.String, "text")],
            Description = "Wiki text as HTML.",
        },
    ];

    private static RpcMethod Page(string name, RpcType returns, string description) =>
        new() { Name = name, Returns = returns, Parameters = [s_page, s_version], Description = description };

    /// <summary>Its version may be left out, but nobody is told.</summary>
    private static RpcMethod PageVersion(string name, RpcType returns, string description) =>
        Page(name, returns, description) with { Signatures = [[returns, RpcType.String, RpcType.Int]] };
}
