using OffTrac.Sdk;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Rpc;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>Writes and deletes pages by TracXMLRPC's rules: no version to be based on, no manipulators.</summary>
internal sealed class WikiChanges(IWikiStore pages)
{
    public async ValueTask<RpcValue> PutAsync(RpcCall call, CancellationToken cancellation)
    {
        var name = call.Name(0);
        var attributes = call.Argument<RpcStruct>(2).Members;
        var resource = Resource.Wiki(name);
        var stored = name.Length == 0 ? null : await pages.FindAsync(name, null, cancellation).ConfigureAwait(false);
        await call.Request.RequireAsync(
            stored switch { null => "WIKI_CREATE", { IsReadOnly: true } => "WIKI_ADMIN", _ => "WIKI_MODIFY" }, resource, cancellation)
            .ConfigureAwait(false);
        var text = Content(call);
        var isAdmin = await call.Request.MayAsync("WIKI_ADMIN", resource, cancellation).ConfigureAwait(false);
        var isReadOnly = isAdmin && attributes.GetValueOrDefault("readonly").IsTrue();
        // Trac marks all versions of a page that has none.
        if (stored is null && text.Length == 0 && isReadOnly && IsPageName(name))
            return true;
        await pages.SaveAsync(
            new WikiPageSave
            {
                Name = name,
                Text = text,
                IsReadOnly = isAdmin ? isReadOnly : null,
                Author = attributes.TryGetValue("author", out var author) ? Text(author) : call.User,
                Comment = attributes.TryGetValue("comment", out var comment) ? Text(comment) : null,
                Origin = ChangeOrigin.Rpc,
            },
            scope: null,
            cancellation).ConfigureAwait(false);
        return true;
    }

    /// <summary>True when it is gone; false when there was no such page.</summary>
    public async ValueTask<RpcValue> DeleteAsync(RpcCall call, CancellationToken cancellation)
    {
        var name = call.Name(0);
        var version = WikiVersion.Of(call, 1);
        await call.Request.RequireAsync("WIKI_DELETE", Resource.Wiki(name, version), cancellation).ConfigureAwait(false);
        try
        {
            await pages.DeleteAsync(
                new WikiPageDeletion { Name = name, Version = version, Author = call.User, Origin = ChangeOrigin.Rpc }, scope: null, cancellation)
                .ConfigureAwait(false);
            return true;
        }
        catch (ResourceNotFoundException)
        {
            return false;
        }
    }

    /// <summary>What the store takes as a name; for any other it says what is wrong.</summary>
    private static bool IsPageName(string name) => name.Split('/').All(part => part is not ("" or "." or ".."));

    /// <summary>Trac stores numbers as their digits.</summary>
    private static string Content(RpcCall call) => call.Argument(1) switch
    {
        RpcInteger or RpcDouble => Values.PythonText.Str(call.Arguments[1]),
        RpcBoolean boolean => boolean.Value ? "1" : "0",
        _ => call.Text(1),
    };

    private static string? Text(RpcValue value) => value switch
    {
        RpcText text => text.Value,
        RpcNil => null,
        _ => Values.PythonText.Str(value),
    };
}
