using OffTrac.Core.Storage;
using OffTrac.Core.Storage.Caching;

namespace OffTrac.Core.Tests.Storage;

public sealed class CacheGenerationsTests
{
    [Theory]
    [InlineData("trac.wiki.api.WikiSystem.pages", 901198563)]
    [InlineData("trac.wiki.interwiki.InterWikiMap.interwiki_map", 2085311731)]
    [InlineData("trac.ticket.api.TicketSystem.fields", 660951007)]
    [InlineData("trac.ticket.api.TicketSystem.custom_fields", 1380700524)]
    [InlineData("trac.ticket.model.MilestoneCache.milestones", 472382151)]
    [InlineData("trac.perm.DefaultPermissionStore._all_permissions", 1722364385)]
    [InlineData("trac.env.Environment._known_users", 1173095902)]
    [InlineData("trac.env.Environment._known_users_dict", 1714931544)]
    [InlineData("", 0)]
    public void IdOf_IsTracsNumber(string key, int id) => Assert.Equal(id, CacheGenerations.IdOf(key));
}
