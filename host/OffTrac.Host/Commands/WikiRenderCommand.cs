using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Host.Commands;

/// <summary><c>wiki render</c>: standard input to HTML.</summary>
internal static class WikiRenderCommand
{
    public static IEnumerable<CommandEntry> All =>
    [
        new(new Command
        {
            Words = "wiki render",
            Summary = "Prints the HTML of the wiki text on standard input, as --user, else anonymous, sees it. Links begin with [trac] base_url.",
            Options = [new() { Name = "--page", ValueName = "NAME", Description = "The page that the text is meant for: relative links start from there." }],
        }, RenderAsync),
    ];

    private static async ValueTask<CommandResult> RenderAsync(CommandContext context, CancellationToken cancellation)
    {
        var text = await TextInput.ReadAsync(context, file: null, cancellation).ConfigureAwait(false);
        var environment = await context.OpenEnvironmentAsync(PluginUse.All, cancellation).ConfigureAwait(false);
        var address = environment.Environment.BaseUrl;
        var html = await environment.Get<IWikiRenderer>().ToHtmlAsync(
            text,
            new WikiContext
            {
                Resource = context.Input["--page"] is { } page ? Resource.Wiki(page) : null,
                User = context.Options.User ?? "anonymous",
                BaseHref = address,
                RequestHref = Uri.TryCreate(address, UriKind.Absolute, out var absolute) ? absolute.AbsolutePath.TrimEnd('/') : "",
            },
            cancellation).ConfigureAwait(false);
        return CommandResult.FromText(html);
    }
}
