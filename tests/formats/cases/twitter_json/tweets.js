window.YTD.tweets.part0 = [
  {
    "tweet": {
      "created_at": "Wed Oct 10 20:19:01 +0000 2018",
      "id": 3001,
      "id_str": "3001",
      "full_text": "Up at four again.",
      "truncated": false,
      "in_reply_to_status_id": null,
      "in_reply_to_status_id_str": null,
      "in_reply_to_screen_name": null,
      "lang": "en",
      "extended_entities": {
        "media": [
          {
            "expanded_url": "https://twitter.com/night_kettle/status/3001/photo/1"
          }
        ]
      }
    }
  },
  {
    "tweet": {
      "created_at": "Wed Oct 10 20:19:02 +0000 2018",
      "id": 3002,
      "id_str": "3002",
      "full_text": "And at five.",
      "truncated": false,
      "in_reply_to_status_id": 3001,
      "in_reply_to_status_id_str": "3001",
      "in_reply_to_screen_name": "night_kettle",
      "lang": "en"
    }
  },
  {
    "tweet": {
      "created_at": "Wed Oct 10 20:19:03 +0000 2018",
      "id": 3003,
      "id_str": "3003",
      "full_text": "@cup good morning",
      "truncated": false,
      "in_reply_to_status_id": 2900,
      "in_reply_to_status_id_str": "2900",
      "in_reply_to_screen_name": "cup",
      "lang": "en"
    }
  },
  {
    "tweet": {
      "created_at": "Wed Oct 10 20:19:04 +0000 2018",
      "id": 3004,
      "id_str": "3004",
      "full_text": "RT @cup: Sleep, all of you",
      "truncated": false,
      "in_reply_to_status_id": null,
      "in_reply_to_status_id_str": null,
      "in_reply_to_screen_name": null,
      "lang": "en"
    }
  }
]
