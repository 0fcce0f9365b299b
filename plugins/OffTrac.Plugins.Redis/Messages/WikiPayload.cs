using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Redis.Messages;

/// <summary>The members of messages about pages.</summary>
internal static class WikiPayload
{
    /// <summary>A page that was made; what the change says of author, comment and time counts, also where only a flag changed.</summary>
    public static void Created(PayloadWriter payload, WikiPageAdded added) =>
        Page(payload, added.OldText is null ? added.Page : added.Page with { Author = added.Author, Comment = added.Comment, Time = added.Time });

    public static void Changed(PayloadWriter payload, WikiPageChanged changed)
    {
        Page(payload, changed.Page with { Author = changed.Author, Comment = changed.Comment, Time = changed.Time });
        payload.Text("old_text", changed.OldText);
    }

    /// <summary>A page that existed and is still in version 1, told as a change.</summary>
    public static void ChangedAgain(PayloadWriter payload, WikiPageAdded added)
    {
        Created(payload, added);
        payload.Text("old_text", added.OldText);
    }

    public static void Deleted(PayloadWriter payload, WikiPageDeleted deleted)
    {
        if (deleted.Origin != ChangeOrigin.Elsewhere)
        {
            Page(payload, deleted.Page);
            return;
        }

        // Of a page that another program deleted nobody knows the text any more.
        payload.Text("name", deleted.Page.Name);
        payload.Number("version", deleted.Page.Version);
        payload.Time("time", deleted.Page.Time);
    }

    public static void VersionDeleted(PayloadWriter payload, WikiPageVersionDeleted deleted) => Page(payload, deleted.Deleted);

    public static void Renamed(PayloadWriter payload, WikiPageRenamed renamed)
    {
        payload.Text("name", renamed.OldName);
        payload.Text("new_name", renamed.Page.Name);
        payload.Number("version", renamed.Page.Version);
        payload.Time("time", renamed.Time);
        payload.Text("author", renamed.Author);
    }

    public static void CommentEdited(PayloadWriter payload, WikiPageCommentModified modified)
    {
        payload.Text("name", modified.Page.Name);
        payload.Number("version", modified.Page.Version);
        payload.Time("time", modified.Time);
        payload.Text("author", modified.Author);
        payload.Text("comment", modified.Page.Comment);
        payload.Text("old_comment", modified.OldComment);
    }

    private static void Page(PayloadWriter payload, WikiPage page)
    {
        payload.Text("name", page.Name);
        payload.Number("version", page.Version);
        payload.Time("time", page.Time);
        payload.Text("author", page.Author);
        payload.Text("text", page.Text);
        payload.Text("comment", page.Comment);
        payload.Number("readonly", page.IsReadOnly ? 1 : 0);
    }
}
