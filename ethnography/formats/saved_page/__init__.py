"""What the readers of saved pages (HTML) share, whatever made the page.

================  ==========================================================================
``page``          the parsed page: its URL, what its head states, class tokens, side columns
``element_text``  elements to text as a browser shows it, with the kind of each stretch
``regions``       which stretches of the page are the post's
``post``          its title; ``byline`` its author and date; ``body`` its text, ``extracted`` on pages of unknown making
``remainder``     the number of comments the page claims, further pages, what is left out
``layout``        where a platform puts what: selectors for comment, author, date, text
``quotations``    which elements quote another message, and whose words they are
``depths``        what each message answers, where the page states only how deep it stands
``forum``         a page of a thread: which message is the post, which page this is, what is missing
``messages``      what a reader found, message by message
``assembly``      the comments that a reader found, with the post, as one reading
================  ==========================================================================

The libraries that parse HTML are imported when a page is read, not with this package.
"""
